using CrackLab.Engine.Onnx.Protos;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Onnx;

/// <summary>Resizes pictures of any size inside the graph as the laboratory does outside: antialiased bilinear, rounded to whole numbers.</summary>
/// <remarks>
/// One product of matrices for the width and one for the height. New sample j of m takes old sample i of n with a weight as
/// max(0, 1 - |i + 0.5 - (j + 0.5) * n / m| / max(n / m, 1)), made to sum to 1. Unlike ONNX's own Resize, which got its
/// antialiasing late and which runtimes compute differently at the borders, this takes operators that all of them have.
/// </remarks>
internal static class ResizeNodes
{
    /// <summary>What the names of all its nodes begin with.</summary>
    public const string Prefix = "resize/";

    private const string Height = "height";
    private const string Width = "width";

    /// <summary>Adds the nodes.</summary>
    /// <param name="graph">Takes them.</param>
    /// <param name="image">(N, any height, any width, channels) bytes.</param>
    /// <param name="target">The shape to resize to.</param>
    /// <returns>Name of the value (N, channels, height, width), whole numbers as floats.</returns>
    public static string Add(GraphBuilder graph, string image, Shape target)
    {
        var shared = new Shared(
            Image: image,
            Zero: graph.AddConstant(Tensors.Whole($"{Prefix}zero", 0)),
            Step: graph.AddConstant(Tensors.Whole($"{Prefix}step", 1)),
            Half: graph.AddConstant(Tensors.Scalar($"{Prefix}half", 0.5f)),
            One: graph.AddConstant(Tensors.Scalar($"{Prefix}one", 1)));
        string planes = graph.AddStep($"{Prefix}transpose", "Transpose", [image], Attributes.Integers("perm", 0, 3, 1, 2));
        string value = graph.AddStep($"{Prefix}cast", "Cast", [planes], Attributes.Integer("to", (long)TensorProto.Types.DataType.Float));
        string across = AddWeights(graph, shared, Width, target.Width);
        value = AddRounding(graph, shared, Width, graph.AddStep($"{Prefix}{Width}/product", "MatMul", [value, across]));
        string down = AddWeights(graph, shared, Height, target.Height);
        return AddRounding(graph, shared, Height, graph.AddStep($"{Prefix}{Height}/product", "MatMul", [down, value]));
    }

    /// <summary>Height and width that a graph resizes to; 0 where it does not tell them.</summary>
    /// <param name="graph">A graph that begins as <see cref="Add"/> makes it.</param>
    public static (int Height, int Width) Target(GraphProto graph) => (Count(graph, Height), Count(graph, Width));

    /// <summary>(old, new) weights for the width, (new, old) ones for the height.</summary>
    private static string AddWeights(GraphBuilder graph, Shared shared, string side, int size)
    {
        string Step(string name, string operation, IEnumerable<string> inputs, params IEnumerable<AttributeProto> attributes) =>
            graph.AddStep($"{Prefix}{side}/{name}", operation, inputs, attributes);

        bool isWidth = side == Width;
        int axis = isWidth ? 0 : 1;
        float[] places = [.. Enumerable.Range(0, size).Select(j => j + 0.5f)];
        string centres = graph.AddConstant(Tensors.Floats($"{Prefix}{side}/places", isWidth ? [1, size] : [size, 1], places));
        string count = graph.AddConstant(Tensors.Scalar($"{Prefix}{side}/count", size));
        string olds = graph.AddConstant(Tensors.Whole($"{Prefix}{side}/olds", axis, isRow: true));
        string news = graph.AddConstant(Tensors.Whole($"{Prefix}{side}/news", 1 - axis, isRow: true));

        string length = Step("shape", "Shape", [shared.Image], Attributes.Integer("start", isWidth ? 2 : 1), Attributes.Integer("end", isWidth ? 3 : 2));
        string scale = Step("scale", "Div", [Step("length", "Cast", [length], Attributes.Integer("to", (long)TensorProto.Types.DataType.Float)), count]);
        string range = Step("range", "Range", [shared.Zero, Step("squeeze", "Squeeze", [length]), shared.Step]);
        string samples = Step("samples", "Cast", [range], Attributes.Integer("to", (long)TensorProto.Types.DataType.Float));
        samples = Step("unsqueeze", "Unsqueeze", [Step("middles", "Add", [samples, shared.Half]), news]);
        string distances = Step("abs", "Abs", [Step("distances", "Sub", [samples, Step("centres", "Mul", [centres, scale])])]);
        distances = Step("widened", "Div", [distances, Step("reach", "Max", [scale, shared.One])]);
        string weights = Step("relu", "Relu", [Step("slope", "Sub", [shared.One, distances])]);
        return Step("weights", "Div", [weights, Step("sum", "ReduceSum", [weights, olds], Attributes.Integer("keepdims", 1))]);
    }

    private static string AddRounding(GraphBuilder graph, Shared shared, string side, string value) =>
        graph.AddStep($"{Prefix}{side}/floor", "Floor", [graph.AddStep($"{Prefix}{side}/add", "Add", [value, shared.Half])]);

    private static int Count(GraphProto graph, string side) =>
        graph.Initializer.FirstOrDefault(tensor => tensor.Name == $"{Prefix}{side}/places")?.RawData.Length / sizeof(float) ?? 0;

    private sealed record Shared(string Image, string Zero, string Step, string Half, string One);
}
