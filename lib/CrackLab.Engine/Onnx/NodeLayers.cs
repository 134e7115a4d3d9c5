using System.Buffers.Binary;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Onnx.Protos;
using CrackLab.Engine.Tensors;
using Kind = CrackLab.Engine.Onnx.Protos.TensorProto.Types.DataType;

namespace CrackLab.Engine.Onnx;

/// <summary>Reads layers off nodes, where a file has lost the metadata that name them.</summary>
/// <remarks>
/// What nodes do not tell gets the usual value: how kernels begin, and Valid for a padding without zeros. Only what a layer
/// needs is looked at here; the graph of the model that comes out is then held against the file's.
/// </remarks>
/// <param name="path">The file.</param>
/// <param name="graph">Its graph.</param>
internal sealed class NodeLayers(string path, GraphProto graph)
{
    private readonly Dictionary<string, TensorProto> _tensors = graph.Initializer
        .GroupBy(tensor => tensor.Name, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);

    /// <summary>The model that the nodes make, and its input shape.</summary>
    /// <exception cref="InvalidDataException">There is a node that no layer has.</exception>
    public (Sequential Model, Shape Input) Read()
    {
        List<Layer> layers = [];
        for (int i = 0; i < graph.Node.Count; i++)
        {
            NodeProto node = graph.Node[i];
            if (!IsStep(node, i > 0 ? graph.Node[i - 1] : null))
            {
                layers.Add(ReadLayer(node, i + 1 < graph.Node.Count ? graph.Node[i + 1] : null));
            }
        }

        try
        {
            var model = new Sequential(layers) { Name = graph.Name };
            Shape input = Input();
            _ = model.Specs(input);
            return (model, input);
        }
        catch (Exception error) when (error is ArgumentException or OverflowException)
        {
            throw OnnxFault.At(path, "nodes", "layers that fit each other", $"others ({OnnxFault.Shown(error.Message)})");
        }
    }

    private Layer ReadLayer(NodeProto node, NodeProto? next)
    {
        try
        {
            Layer layer = node.OpType switch
            {
                "Mul" => new Rescaling(Number(node, 1), next is { OpType: "Add" } ? Number(next, 1) : 0),
                "Conv" => Convolution(node, Activation(node, next)),
                "BatchNormalization" => new BatchNormalization(Float(node, "momentum"), Float(node, "epsilon")),
                "Relu" => new ReLU(),
                "MaxPool" => new MaxPooling2D(Integer(node, "kernel_shape", 0), Integer(node, "strides", 0)),
                "GlobalMaxPool" => new GlobalMaxPooling2D(),
                "GlobalAveragePool" => new GlobalAveragePooling2D(),
                "Flatten" => new Flatten(),
                "Dropout" => new Dropout(Number(node, 1)),
                "Gemm" => new Dense(Dimension(node, 1, 1), Activation(node, next)) { UseBias = node.Input.Count > 2 },
                _ => throw OnnxFault.At(path, $"node {GraphComparison.Name(node)}", "an operator that a layer has", OnnxFault.Shown(node.OpType)),
            };
            layer.Name = node.Name;
            return layer;
        }
        catch (ArgumentException error)
        {
            throw OnnxFault.At(path, $"node {GraphComparison.Name(node)}", "settings that the layer can have", $"others ({OnnxFault.Shown(error.Message)})");
        }
    }

    private Conv2D Convolution(NodeProto node, Activation activation) => new(Dimension(node, 1, 0), Integer(node, "kernel_shape", 0), activation)
    {
        Strides = Integer(node, "strides", 0),
        Padding = Attribute(node, "pads").Ints.Any(zeros => zeros != 0) ? Padding.Same : Padding.Valid,
        UseBias = node.Input.Count > 2,
    };

    /// <summary>Whether a node belongs to the layer before it or to none, as the names say that Export gives.</summary>
    private static bool IsStep(NodeProto node, NodeProto? last) => node.OpType switch
    {
        _ when node.Name.StartsWith(ResizeNodes.Prefix, StringComparison.Ordinal) => true,
        "Cast" or "Transpose" or "Add" or "Sigmoid" or "Softmax" => true,
        "Relu" => node.Name == $"{last?.Name}/relu",
        "Flatten" => node.Name == $"{last?.Name}/flatten",
        _ => false,
    };

    private static Activation Activation(NodeProto node, NodeProto? next) => next switch
    {
        { OpType: "Relu" } when next.Name == $"{node.Name}/relu" => Layers.Activation.Relu,
        { OpType: "Sigmoid" } => Layers.Activation.Sigmoid,
        { OpType: "Softmax" } => Layers.Activation.Softmax,
        _ => Layers.Activation.Linear,
    };

    private Shape Input()
    {
        int[] dimensions = [.. graph.Input.FirstOrDefault()?.Type?.TensorType?.Shape?.Dim.Select(dimension => checked((int)dimension.DimValue)) ?? []];
        (int height, int width) = ResizeNodes.Target(graph);
        return dimensions switch
        {
            [_, int features] => Shape.Flat(features),
            [_, _, _, int channels] when ModelGraph.IsOfAnySize(graph) => new Shape(height, width, channels),
            [_, int rows, int columns, int channels] => new Shape(rows, columns, channels),
            _ => throw new ArgumentException($"an input of {dimensions.Length} dimensions"),
        };
    }

    private AttributeProto Attribute(NodeProto node, string name) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name)
        ?? throw OnnxFault.At(path, $"node {GraphComparison.Name(node)}", $"the attribute {name}", "none");

    private float Float(NodeProto node, string name) => Attribute(node, name).F;

    private int Integer(NodeProto node, string name, int index) => Attribute(node, name).Ints is var values && index < values.Count && values[index] is > 0 and <= int.MaxValue
        ? (int)values[index]
        : throw OnnxFault.At(path, $"node {GraphComparison.Name(node)}", $"whole numbers from 1 in {name}", OnnxFault.Shown(values));

    private int Dimension(NodeProto node, int input, int index) => Tensor(node, input).Dims is var dimensions && index < dimensions.Count && dimensions[index] is > 0 and <= int.MaxValue
        ? (int)dimensions[index]
        : throw OnnxFault.At(path, $"node {GraphComparison.Name(node)}", "weights with whole numbers from 1 as dimensions", OnnxFault.Shown(dimensions));

    private float Number(NodeProto node, int input)
    {
        TensorProto tensor = Tensor(node, input);
        return tensor.DataType == Kind.Float && tensor.RawData.Length == sizeof(float)
            ? BinaryPrimitives.ReadSingleLittleEndian(tensor.RawData.Span)
            : throw OnnxFault.At(path, $"initializer '{OnnxFault.Shown(tensor.Name)}'", "one float", $"{tensor.RawData.Length} bytes of type {tensor.DataType}");
    }

    private TensorProto Tensor(NodeProto node, int input) => input < node.Input.Count && _tensors.TryGetValue(node.Input[input], out TensorProto? tensor)
        ? tensor
        : throw OnnxFault.At(path, $"node {GraphComparison.Name(node)}", $"an initializer as input {input + 1}", input < node.Input.Count ? $"'{OnnxFault.Shown(node.Input[input])}'" : "none");
}
