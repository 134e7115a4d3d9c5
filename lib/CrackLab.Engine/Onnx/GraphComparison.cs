using CrackLab.Engine.Onnx.Protos;
using Google.Protobuf.Collections;
using Kind = CrackLab.Engine.Onnx.Protos.TensorProto.Types.DataType;

namespace CrackLab.Engine.Onnx;

/// <summary>Holds a file's graph against the one that stands for a model: node by node, tensor by tensor.</summary>
/// <remarks>What passes computes what the model computes; whatever else a file may hold, another order or a cycle too, differs somewhere.</remarks>
internal static class GraphComparison
{
    /// <summary>Refuses a graph that differs in anything but the values of weights and the words that explain it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">The model's graph.</param>
    /// <param name="received">The file's graph.</param>
    /// <exception cref="InvalidDataException">They differ; says where first.</exception>
    public static void Require(string path, GraphProto expected, GraphProto received)
    {
        Require(path, "inputs of the graph", expected.Input.Select(Text), received.Input.Select(Text));
        for (int i = 0; i < Math.Max(expected.Node.Count, received.Node.Count); i++)
        {
            if (i >= received.Node.Count)
            {
                throw OnnxFault.At(path, "nodes", Name(expected.Node[i]), "the graph's end");
            }

            Require(path, i < expected.Node.Count ? expected.Node[i] : null, received.Node[i]);
        }

        Require(path, "outputs of the graph", expected.Output.Select(Text), received.Output.Select(Text));
        Require(path, expected.Initializer, received.Initializer);
    }

    /// <summary>"'conv2d' (Conv)".</summary>
    public static string Name(NodeProto node) => $"'{OnnxFault.Shown(node.Name)}' ({OnnxFault.Shown(node.OpType)})";

    private static void Require(string path, NodeProto? expected, NodeProto received)
    {
        if (received.Equals(expected))
        {
            return;
        }

        string where = $"node {Name(received)}";
        if (expected is null)
        {
            throw OnnxFault.At(path, where, "the graph's end", "one more node");
        }

        if (received.OpType != expected.OpType || received.Name != expected.Name || received.Domain != expected.Domain)
        {
            string domain = received.Domain.Length > 0 ? $" of '{OnnxFault.Shown(received.Domain)}'" : "";
            throw OnnxFault.At(path, where, Name(expected), $"operator {OnnxFault.Shown(received.OpType)}{domain}");
        }

        Require(path, $"inputs of {where}", expected.Input, received.Input);
        Require(path, $"outputs of {where}", expected.Output, received.Output);
        Require(path, $"attributes of {where}", expected.Attribute.Select(Text), received.Attribute.Select(Text));
        throw OnnxFault.At(path, where, "the attributes that Export writes", "others");
    }

    private static void Require(string path, RepeatedField<TensorProto> expected, RepeatedField<TensorProto> received)
    {
        Require(path, "initializers", expected.Select(tensor => tensor.Name), received.Select(tensor => tensor.Name));
        foreach ((TensorProto wanted, TensorProto found) in expected.Zip(received))
        {
            string where = $"initializer '{OnnxFault.Shown(found.Name)}'";
            if (found.DataLocation != TensorProto.Types.DataLocation.Default)
            {
                throw OnnxFault.At(path, where, "values in the file", "values in another file");
            }

            if (!found.Dims.Equals(wanted.Dims))
            {
                throw OnnxFault.At(path, where, $"dimensions {OnnxFault.Shown(wanted.Dims)}", OnnxFault.Shown(found.Dims));
            }

            if (found.DataType != wanted.DataType)
            {
                throw OnnxFault.At(path, where, $"elements of type {wanted.DataType}", $"type {found.DataType}");
            }

            if (!wanted.HasRawData && found.RawData.Length != Bytes(wanted.Dims))
            {
                throw OnnxFault.At(path, where, $"{Bytes(wanted.Dims)} bytes of raw data", $"{found.RawData.Length}");
            }

            if (wanted.HasRawData && !found.RawData.Equals(wanted.RawData))
            {
                throw OnnxFault.At(path, where, "the constant that the model has there", "another one");
            }
        }
    }

    private static void Require(string path, string where, IEnumerable<string> expected, IEnumerable<string> received)
    {
        string[] wanted = [.. expected];
        string[] found = [.. received];
        int same = wanted.Zip(found).TakeWhile(pair => pair.First == pair.Second).Count();
        if (same < Math.Max(wanted.Length, found.Length))
        {
            throw OnnxFault.At(path, where, Item(wanted, same), Item(found, same));
        }
    }

    private static string Item(string[] items, int index) => index < items.Length ? $"'{OnnxFault.Shown(items[index])}'" : $"no more than {items.Length}";

    /// <summary>Bytes of a weight's floats, which no memory is taken for where they are not in the file.</summary>
    private static double Bytes(IEnumerable<long> dimensions) => dimensions.Aggregate((double)sizeof(float), (bytes, dimension) => bytes * dimension);

    private static string Text(AttributeProto attribute) => attribute.Type switch
    {
        AttributeProto.Types.Kind.Ints => $"{attribute.Name} {OnnxFault.Shown(attribute.Ints)}",
        AttributeProto.Types.Kind.Int => FormattableString.Invariant($"{attribute.Name} {attribute.I}"),
        AttributeProto.Types.Kind.Float => FormattableString.Invariant($"{attribute.Name} {attribute.F:R}"),
        _ => $"{attribute.Name} of kind {attribute.Type}",
    };

    private static string Text(ValueProto value)
    {
        TypeProto.Types.Tensor? tensor = value.Type?.TensorType;
        string dimensions = string.Join(", ", tensor?.Shape?.Dim.Select(dimension => dimension.HasDimParam ? $"'{dimension.DimParam}'" : $"{dimension.DimValue}") ?? []);
        return $"{value.Name} {tensor?.ElemType ?? Kind.Undefined} ({dimensions})";
    }
}
