using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace CrackLab.TorchSharp.Steps;

/// <summary>Makes a model's layers ready, in order.</summary>
/// <param name="model">A built model.</param>
/// <param name="weights">Its weights on the device.</param>
/// <param name="batchSize">Most samples in one call.</param>
/// <param name="type">What convolutions and dense layers multiply.</param>
internal sealed class StepBuilder(Sequential model, WeightStore weights, int batchSize, torch.ScalarType type)
{
    /// <summary>The layers as steps.</summary>
    /// <exception cref="NotSupportedException">There is a layer that this engine does not know.</exception>
    public IReadOnlyList<IStep> Build() => [.. model.Layers.Select((layer, number) => Build(layer, model.Shapes[number], number))];

    private IStep Build(Layer layer, Shape input, int number) => layer switch
    {
        Conv2D convolution => new ConvolutionStep(convolution, input, Weight(layer, "kernel")!, Weight(layer, "bias"), type),
        BatchNormalization normalization => new NormalizationStep(normalization, weights),
        Dense dense => new DenseStep(dense, Weight(layer, "kernel")!, Weight(layer, "bias"), type),
        MaxPooling2D pooling => new FunctionStep(x => torch.nn.functional.max_pool2d(x, pooling.PoolSize, pooling.Strides)),
        GlobalAveragePooling2D => new FunctionStep(x => x.mean([2, 3])),

        // A pooling over everything: where values tie, its gradient goes to the first place alone, as ours does.
        GlobalMaxPooling2D => new FunctionStep(x => torch.nn.functional.max_pool2d(x, (input.Height, input.Width)).flatten(1)),
        ReLU => new FunctionStep(x => torch.nn.functional.relu(x)),
        Rescaling rescaling => new FunctionStep(x => x.mul(rescaling.Scale).add(rescaling.Offset)),
        Dropout dropout => new DropoutStep(dropout, input, number, batchSize),
        Flatten => new FunctionStep(x => input.IsFlat ? x : x.permute(0, 2, 3, 1).reshape(-1, input.Size)),
        _ => throw new NotSupportedException(
            $"TorchSharp engine: expected a layer that it can compute, received {layer.GetType().Name} '{layer.Name}'. Use the layers in CrackLab.Engine.Layers."),
    };

    private Tensor? Weight(Layer layer, string name) => weights.Find($"{layer.Name}/{name}");
}
