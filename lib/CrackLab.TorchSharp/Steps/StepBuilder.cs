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
        Conv2D convolution => new ConvolutionStep(
            convolution, input, (Weight(layer, "kernel")!, Weight(layer, "bias")), type, convolution.Activation == Activation.Relu && !PoolsFirst(number)),
        BatchNormalization normalization => new NormalizationStep(normalization, weights),
        Dense dense => new DenseStep(dense, Weight(layer, "kernel")!, Weight(layer, "bias"), type),
        MaxPooling2D pooling => Pooling(pooling, thenRelu: number > 0 && PoolsFirst(number - 1)),
        GlobalAveragePooling2D => new FunctionStep(x => x.mean([2, 3])),

        // A pooling over everything: where values tie, its gradient goes to the first place alone, as ours does.
        GlobalMaxPooling2D => new FunctionStep(x => torch.nn.functional.max_pool2d(x, (input.Height, input.Width)).flatten(1)),

        // In place where nothing else needs what comes in; the model's input and a pooling's are needed.
        ReLU => InPlace(number > 0 && model.Layers[number - 1] is BatchNormalization),
        Rescaling rescaling => new FunctionStep(x => x.mul(rescaling.Scale).add(rescaling.Offset)),
        Dropout dropout => new DropoutStep(dropout, input, number, batchSize),
        Flatten => new FunctionStep(x => input.IsFlat ? x : x.permute(0, 2, 3, 1).reshape(-1, input.Size)),
        _ => throw new NotSupportedException(
            $"TorchSharp engine: expected a layer that it can compute, received {layer.GetType().Name} '{layer.Name}'. Use the layers in CrackLab.Engine.Layers."),
    };

    private static FunctionStep InPlace(bool inPlace) => new(x => torch.nn.functional.relu(x, inPlace));

    private static FunctionStep Pooling(MaxPooling2D pooling, bool thenRelu) => new(x =>
    {
        Tensor y = torch.nn.functional.max_pool2d(x, pooling.PoolSize, pooling.Strides);
        return thenRelu ? torch.nn.functional.relu(y, inplace: true) : y;
    });

    /// <summary>Whether a convolution's ReLU waits until after the pooling: the same values and derivatives, over a part of the places.</summary>
    private bool PoolsFirst(int number) =>
        model.Layers[number] is Conv2D { Activation: Activation.Relu } && number + 1 < model.Layers.Count && model.Layers[number + 1] is MaxPooling2D;

    private Tensor? Weight(Layer layer, string name) => weights.Find($"{layer.Name}/{name}");
}
