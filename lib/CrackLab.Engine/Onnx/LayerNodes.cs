using CrackLab.Engine.Layers;
using CrackLab.Engine.Onnx.Protos;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Onnx;

/// <summary>Turns layers into nodes, one layer after the other.</summary>
/// <remarks>
/// A layer's first node bears its name; those that finish its work are called "layer/relu" and so on. ONNX convolves over
/// (N, channels, height, width): a picture is turned before the first layer that needs it so, and back before Flatten.
/// </remarks>
/// <param name="graph">Takes the nodes.</param>
/// <param name="value">The value that the first layer takes.</param>
/// <param name="hasPlanes">Whether that value is (N, channels, height, width) already.</param>
internal sealed class LayerNodes(GraphBuilder graph, string value, bool hasPlanes)
{
    private string _value = value;
    private bool _hasPlanes = hasPlanes;

    /// <summary>Adds a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">Shape of what it takes.</param>
    /// <exception cref="NotSupportedException">There are no nodes for that layer here.</exception>
    public void Add(Layer layer, Shape input)
    {
        if (!input.IsFlat && layer is Conv2D or MaxPooling2D or BatchNormalization or GlobalMaxPooling2D or GlobalAveragePooling2D)
        {
            TurnTo(planes: true, layer.Name);
        }

        switch (layer)
        {
            case Rescaling rescaling:
                First(rescaling, "Mul", [graph.AddConstant(Tensors.Scalar($"{rescaling.Name}/scale", rescaling.Scale))]);
                _value = graph.AddStep($"{layer.Name}/add", "Add", [_value, graph.AddConstant(Tensors.Scalar($"{rescaling.Name}/offset", rescaling.Offset))]);
                break;
            case Conv2D convolution:
                (Window rows, Window columns) = (convolution.Rows(input), convolution.Columns(input));
                First(
                    convolution,
                    "Conv",
                    Weights(convolution, input),
                    Attributes.Integers("kernel_shape", convolution.KernelSize, convolution.KernelSize),
                    Attributes.Integers("pads", rows.Before, columns.Before, rows.Behind, columns.Behind),
                    Attributes.Integers("strides", convolution.Strides, convolution.Strides));
                Activate(convolution, convolution.Activation);
                break;
            case MaxPooling2D pooling:
                First(
                    pooling,
                    "MaxPool",
                    [],
                    Attributes.Integers("kernel_shape", pooling.PoolSize, pooling.PoolSize),
                    Attributes.Integers("strides", pooling.Strides!.Value, pooling.Strides!.Value));
                break;
            case BatchNormalization normalization:
                First(
                    normalization,
                    "BatchNormalization",
                    Weights(normalization, input),
                    Attributes.Number("epsilon", normalization.Epsilon),
                    Attributes.Number("momentum", normalization.Momentum));
                break;
            case GlobalMaxPooling2D or GlobalAveragePooling2D:
                First(layer, layer is GlobalMaxPooling2D ? "GlobalMaxPool" : "GlobalAveragePool", []);
                Then(layer, "flatten", "Flatten", Attributes.Integer("axis", 1));
                _hasPlanes = false;
                break;
            case Flatten:
                TurnTo(planes: false, layer.Name);
                First(layer, "Flatten", [], Attributes.Integer("axis", 1));
                break;
            case Dropout dropout:
                First(dropout, "Dropout", [graph.AddConstant(Tensors.Scalar($"{dropout.Name}/rate", dropout.Rate))]);
                break;
            case ReLU:
                First(layer, "Relu", []);
                break;
            case Dense dense:
                First(dense, "Gemm", Weights(dense, input));
                Activate(dense, dense.Activation);
                break;
            default:
                throw new NotSupportedException(
                    $"ONNX: expected a layer that has nodes for it, received {layer.GetType().Name} '{layer.Name}'. Use the layers in CrackLab.Engine.Layers.");
        }
    }

    /// <summary>Gives the graph its output: a picture as (N, height, width, channels), as the model gives it.</summary>
    /// <param name="output">The output.</param>
    public void Finish(ValueProto output)
    {
        TurnTo(planes: false, output.Name);
        graph.Graph.Node[^1].Output[0] = output.Name;
        graph.Graph.Output.Add(output);
    }

    private void First(Layer layer, string operation, IEnumerable<string> more, params IEnumerable<AttributeProto> attributes) =>
        _value = graph.AddLayer(layer.Name, operation, more.Prepend(_value), attributes);

    private void Then(Layer layer, string step, string operation, params IEnumerable<AttributeProto> attributes) =>
        _value = graph.AddStep($"{layer.Name}/{step}", operation, [_value], attributes);

    private void Activate(Layer layer, Activation activation)
    {
        switch (activation)
        {
            case Activation.Relu:
                Then(layer, "relu", "Relu");
                break;
            case Activation.Sigmoid:
                Then(layer, "sigmoid", "Sigmoid");
                break;
            case Activation.Softmax:
                Then(layer, "softmax", "Softmax", Attributes.Integer("axis", 1));
                break;
        }
    }

    private string[] Weights(Layer layer, Shape input) =>
        [.. layer.Parameters(input).Select(spec => graph.AddWeight(WeightLayout.Describe($"{layer.Name}/{spec.Name}", spec.Dimensions)))];

    private void TurnTo(bool planes, string reason)
    {
        if (_hasPlanes != planes)
        {
            _value = graph.AddStep($"{reason}/transpose", "Transpose", [_value], planes ? Attributes.Integers("perm", 0, 3, 1, 2) : Attributes.Integers("perm", 0, 2, 3, 1));
            _hasPlanes = planes;
        }
    }
}
