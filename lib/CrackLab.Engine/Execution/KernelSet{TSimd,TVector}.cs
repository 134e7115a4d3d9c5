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
        bool learnt = options.NeedsInputGradient;
        for (int i = model.Layers[0] is Rescaling ? 1 : 0; i < model.Layers.Count;)
        {
            (Operation? operation, int layers) = Build(model, i, gradient, options with { NeedsInputGradient = learnt });
            if (operation is not null)
            {
                operation.Layer = i;
                operations.Add(operation);
            }

            learnt |= model.Layers[i].Parameters(model.Shapes[i]).Count > 0;
            i += layers;
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
    public override bool MoveTowards(float* target, float* source, int length, float part)
    {
        TVector parts = TSimd.Broadcast(part);
        TVector zero = TSimd.Broadcast(0);
        TVector watch = zero;
        float rest = 0;
        int i = 0;
        for (; i <= length - TSimd.Width; i += TSimd.Width)
        {
            TVector old = TSimd.Load(target + i);
            TVector moved = TSimd.MultiplyAdd(TSimd.Subtract(TSimd.Load(source + i), old), parts, old);
            watch = TSimd.MultiplyAdd(moved, zero, watch);
            TSimd.Store(moved, target + i);
        }

        for (; i < length; i++)
        {
            target[i] += (source[i] - target[i]) * part;
            rest += target[i] * 0;
        }

        return !float.IsNaN(TSimd.Sum(watch) + rest);
    }

    /// <summary>The operation of a layer and of those behind it that are done in the same pass, and how many they are.</summary>
    private static (Operation? Operation, int Layers) Build(Sequential model, int index, float* gradient, OperationOptions options)
    {
        Shape input = model.Shapes[index];
        switch (model.Layers[index])
        {
            case Conv2D layer:
                var geometry = new ConvolutionGeometry(layer, input);
                ConvolutionTail tail = ConvolutionTail.Of(model, index, ConvolutionPasses.MaxPool(geometry, TSimd.Width));
                return (
                    new ConvolutionOperation<TSimd, TVector>(
                        geometry, model.Shapes[index + tail.Layers], View(model, index, "kernel", gradient), View(model, index, "bias", gradient), tail, options),
                    tail.Layers);
            case BatchNormalization layer:
                bool relu = index + 1 < model.Layers.Count && model.Layers[index + 1] is ReLU;
                return (
                    new BatchNormalizationOperation<TSimd, TVector>(layer, input, Normalization(model, index, gradient), relu, options),
                    relu ? 2 : 1);
            case Dense layer:
                return (new DenseOperation<TSimd, TVector>(layer, input, View(model, index, "kernel", gradient), View(model, index, "bias", gradient), options), 1);
            case MaxPooling2D layer:
                return (new MaxPoolingOperation<TSimd, TVector>(layer, input), 1);
            case GlobalAveragePooling2D layer:
                return (new GlobalAveragePoolingOperation<TSimd, TVector>(layer, input), 1);
            case GlobalMaxPooling2D layer:
                return (new GlobalMaxPoolingOperation<TSimd, TVector>(layer, input), 1);
            case ReLU:
                return (new ReluOperation<TSimd, TVector>(input), 1);
            case Dropout layer:
                return (options.Training ? new DropoutOperation(layer, input, index) : null, 1);
            case Rescaling layer:
                return (new RescalingOperation(layer, input), 1);
            case Flatten:
                return (null, 1);
            case var other:
                throw new NotSupportedException(
                    $"SIMD engine: expected a layer that it can compute, received {other.GetType().Name} '{other.Name}'. Use the layers in CrackLab.Engine.Layers.");
        }
    }

    private static BatchNormalizationViews Normalization(Sequential model, int index, float* gradient) => new(
        View(model, index, "gamma", gradient),
        View(model, index, "beta", gradient),
        View(model, index, "moving_mean", gradient),
        View(model, index, "moving_variance", gradient));

    private static ParameterView View(Sequential model, int index, string name, float* gradient)
    {
        string full = $"{model.Layers[index].Name}/{name}";
        Parameter? parameter = model.Parameters.FirstOrDefault(p => string.Equals(p.Name, full, StringComparison.Ordinal));
        return parameter is null ? default : new ParameterView(
            model.Weights.Pointer + parameter.Offset, gradient is null || !parameter.IsTrainable ? null : gradient + parameter.Offset);
    }
}
