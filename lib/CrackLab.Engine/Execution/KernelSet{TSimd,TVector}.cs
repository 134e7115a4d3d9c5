using CrackLab.Engine.Layers;
using CrackLab.Engine.Operations;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Execution;

/// <summary>The kernels of one vector width.</summary>
internal sealed unsafe class KernelSet<TSimd, TVector> : KernelSet
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public override IReadOnlyList<Operation> BuildOperations(Sequential model, float* gradient, OperationOptions options)
    {
        var operations = new List<Operation>();
        bool learnt = false;
        for (int i = model.Layers[0] is Rescaling ? 1 : 0; i < model.Layers.Count; i++)
        {
            Layer layer = model.Layers[i];
            bool reluFollows = layer is BatchNormalization && i + 1 < model.Layers.Count && model.Layers[i + 1] is ReLU;
            if (Build(model, i, gradient, options with { NeedsInputGradient = learnt }, reluFollows) is { } operation)
            {
                operations.Add(operation);
            }

            learnt |= layer.Parameters(model.Shapes[i]).Count > 0;
            i += reluFollows ? 1 : 0;
        }

        return operations;
    }

    /// <inheritdoc/>
    public override IOptimizerStep BuildOptimizer(Sequential model, Optimizer optimizer, float* gradient, IReadOnlyList<AlignedBuffer> slots) =>
        new OptimizerStep<TSimd, TVector>(model, optimizer, gradient, slots);

    /// <inheritdoc/>
    public override void ConvertBytes(byte* source, float* target, int length, float scale, float offset)
    {
        TVector scales = TSimd.Broadcast(scale);
        TVector offsets = TSimd.Broadcast(offset);
        int i = 0;
        for (; i <= length - TSimd.Width; i += TSimd.Width)
        {
            TSimd.Store(TSimd.MultiplyAdd(TSimd.LoadBytes(source + i), scales, offsets), target + i);
        }

        for (; i < length; i++)
        {
            target[i] = float.MultiplyAddEstimate(source[i], scale, offset);
        }
    }

    /// <inheritdoc/>
    public override void MoveTowards(float* target, float* source, int length, float part)
    {
        TVector parts = TSimd.Broadcast(part);
        int i = 0;
        for (; i <= length - TSimd.Width; i += TSimd.Width)
        {
            TVector old = TSimd.Load(target + i);
            TSimd.Store(TSimd.MultiplyAdd(TSimd.Subtract(TSimd.Load(source + i), old), parts, old), target + i);
        }

        for (; i < length; i++)
        {
            target[i] += (source[i] - target[i]) * part;
        }
    }

    private static Operation? Build(Sequential model, int index, float* gradient, OperationOptions options, bool reluFollows)
    {
        Shape input = model.Shapes[index];
        ParameterView View(string name)
        {
            string full = $"{model.Layers[index].Name}/{name}";
            Parameter? parameter = model.Parameters.FirstOrDefault(p => string.Equals(p.Name, full, StringComparison.Ordinal));
            return parameter is null ? default : new ParameterView(
                model.Weights.Pointer + parameter.Offset, gradient is null || !parameter.IsTrainable ? null : gradient + parameter.Offset);
        }

        return model.Layers[index] switch
        {
            Conv2D layer => new ConvolutionOperation<TSimd, TVector>(layer, input, View("kernel"), View("bias"), options),
            Dense layer => new DenseOperation<TSimd, TVector>(layer, input, View("kernel"), View("bias"), options),
            BatchNormalization layer => new BatchNormalizationOperation<TSimd, TVector>(
                layer, input, new BatchNormalizationViews(View("gamma"), View("beta"), View("moving_mean"), View("moving_variance")), reluFollows, options),
            MaxPooling2D layer => new MaxPoolingOperation<TSimd, TVector>(layer, input),
            GlobalAveragePooling2D layer => new GlobalAveragePoolingOperation<TSimd, TVector>(layer, input),
            GlobalMaxPooling2D layer => new GlobalMaxPoolingOperation<TSimd, TVector>(layer, input),
            ReLU => new ReluOperation<TSimd, TVector>(input),
            Dropout layer => new DropoutOperation(layer, input, index),
            Rescaling layer => new RescalingOperation(layer, input),
            Flatten => null,
            var other => throw new NotSupportedException(
                $"SIMD engine: expected a layer that it can compute, received {other.GetType().Name} '{other.Name}'. Use the layers in CrackLab.Engine.Layers."),
        };
    }
}
