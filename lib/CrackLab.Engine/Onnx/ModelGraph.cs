using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Onnx.Protos;
using CrackLab.Engine.Tensors;
using Kind = CrackLab.Engine.Onnx.Protos.TensorProto.Types.DataType;

namespace CrackLab.Engine.Onnx;

/// <summary>The one graph that stands for a model: what is written, and what a file that is read must hold.</summary>
internal static class ModelGraph
{
    /// <summary>Any number of samples.</summary>
    public const string Batch = "N";

    private const string Image = "image";
    private const string Features = "input";
    private const string AnyHeight = "height";
    private const string AnyWidth = "width";

    /// <summary>Makes the graph, all but the values of its weights.</summary>
    /// <param name="model">Any model, built or not.</param>
    /// <param name="input">Shape of one input sample, which the model's layers can take.</param>
    /// <param name="anySize">Whether the graph takes pictures of any size and resizes them to that shape.</param>
    /// <exception cref="ArgumentException">A Sigmoid or Softmax stands in the middle, or the input is not one to resize.</exception>
    public static GraphProto Describe(Sequential model, Shape input, bool anySize)
    {
        Activation head = Heads.Of(model);
        Shape[] shapes = model.ShapesFrom(input);
        bool isPicture = TakesBytes(model, input);
        if (anySize && !isPicture)
        {
            throw new ArgumentException($"ONNX: expected a model of pictures for any size, received one of {input}. Export it without.", nameof(anySize));
        }

        string from = isPicture ? Image : Features;
        ValueProto output = Output(model, head, shapes[^1]);
        var graph = new GraphBuilder(
            model.Name,
            model.Layers.Select(layer => layer.Name),
            [from, output.Name, .. model.Specs(input).Select(spec => spec.Name)]);
        graph.Graph.Input.Add(Input(from, input, isPicture, anySize));
        string value = !isPicture ? from
            : anySize ? ResizeNodes.Add(graph, from, input)
            : graph.AddStep("cast", "Cast", [from], Attributes.Integer("to", (long)Kind.Float));
        var nodes = new LayerNodes(graph, value, hasPlanes: anySize);
        for (int i = 0; i < model.Layers.Count; i++)
        {
            nodes.Add(model.Layers[i], shapes[i]);
        }

        nodes.Finish(output);
        return graph.Graph;
    }

    /// <summary>Whether a graph takes pictures of any size.</summary>
    /// <param name="graph">A graph from <see cref="Describe"/>.</param>
    public static bool IsOfAnySize(GraphProto graph) =>
        graph.Input is [{ Type.TensorType.Shape.Dim: [_, { DimParam: AnyHeight }, ..] }];

    /// <summary>Whether the model takes bytes: an RGB picture, and whatever else Rescaling brings from 0..255 to its range.</summary>
    private static bool TakesBytes(Sequential model, Shape input) => !input.IsFlat && (input.Channels == 3 || model.Layers[0] is Rescaling);

    private static ValueProto Input(string name, Shape input, bool isPicture, bool anySize)
    {
        object[] dimensions = input.IsFlat ? [Batch, input.Channels]
            : anySize ? [Batch, AnyHeight, AnyWidth, input.Channels]
            : [Batch, input.Height, input.Width, input.Channels];
        string pixels = input.Channels == 3 ? "upright RGB pixels, 0..255, row by row" : "samples 0..255, row by row";
        string meaning = !isPicture ? "values as the first layer takes them"
            : anySize ? $"{pixels}, as they are decoded"
            : $"{pixels}, resized to {input.Width} x {input.Height} (bilinear, antialiased)";
        return Tensors.Value(name, isPicture ? Kind.Uint8 : Kind.Float, meaning, dimensions);
    }

    private static ValueProto Output(Sequential model, Activation head, Shape output)
    {
        IReadOnlyList<string> classes = model.Metadata.Classes;
        (string name, string meaning) = head switch
        {
            Activation.Sigmoid when output.Size == 1 => ("probability", classes.Count == 2 ? $"of '{classes[1]}'" : "of the positive class"),
            Activation.Sigmoid or Activation.Softmax => ("probabilities", classes.Count == output.Size ? $"of '{string.Join("', '", classes)}'" : "of the classes"),
            _ => ("output", "what the last layer gives"),
        };
        object[] dimensions = output.IsFlat ? [Batch, output.Channels] : [Batch, output.Height, output.Width, output.Channels];
        return Tensors.Value(name, Kind.Float, meaning, dimensions);
    }
}
