using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;
using CrackLab.Tracking.Protos;
using Google.Protobuf;

namespace CrackLab.Tracking.Events;

/// <summary>Writes and reads a model's graph as TensorBoard draws it.</summary>
/// <remarks>
/// A layer is a box: in it the operation, and its weights flowing into it. TensorBoard reads the sizes of what flows from
/// the attribute _output_shapes.
/// </remarks>
internal static class GraphCodec
{
    /// <summary>Version of the graph's form that TensorFlow 2 writes.</summary>
    private const int Producer = 1205;

    /// <summary>The graph of a built model.</summary>
    public static GraphDefinition Encode(Sequential model)
    {
        const string Input = "input";
        var graph = new GraphDefinition { Versions = new GraphVersions { Producer = Producer } };
        graph.Nodes.Add(Node(Input, "Placeholder", [], Sizes(model.InputShape)));
        string previous = Input;
        for (int i = 0; i < model.Layers.Count; i++)
        {
            Layer layer = model.Layers[i];
            string name = $"{layer.Name}/{layer.GetType().Name}";
            NodeDefinition[] weights = [.. layer.Parameters(model.Shapes[i]).Select(weight =>
                Node($"{layer.Name}/{weight.Name}", weight.Trainable ? "Variable" : "Statistic", [], [.. weight.Dimensions.Select(size => (long)size)]))];
            graph.Nodes.AddRange(weights);
            graph.Nodes.Add(Node(name, layer.GetType().Name, [previous, .. weights.Select(weight => weight.Name)], Sizes(model.Shapes[i + 1])));
            previous = name;
        }

        return graph;
    }

    /// <summary>The nodes of any graph.</summary>
    /// <exception cref="InvalidProtocolBufferException">It is none.</exception>
    public static IReadOnlyList<GraphNode> Decode(ByteString graph) =>
        [.. GraphDefinition.Parser.ParseFrom(graph).Nodes.Select(node => new GraphNode(node.Name, node.Operation, [.. node.Inputs]))];

    private static NodeDefinition Node(string name, string operation, IEnumerable<string> inputs, IEnumerable<long> sizes)
    {
        var shape = new TensorShape { Dimensions = { sizes.Select(size => new TensorDimension { Size = size }) } };
        return new NodeDefinition
        {
            Name = name,
            Operation = operation,
            Inputs = { inputs },
            Attributes =
            {
                ["dtype"] = new AttributeValue { Type = TensorType.Float },
                ["_output_shapes"] = new AttributeValue { List = new AttributeList { Shapes = { shape } } },
            },
        };
    }

    /// <summary>A batch of any length, -1, of such samples.</summary>
    private static long[] Sizes(Shape shape) => shape.IsFlat ? [-1, shape.Channels] : [-1, shape.Height, shape.Width, shape.Channels];
}
