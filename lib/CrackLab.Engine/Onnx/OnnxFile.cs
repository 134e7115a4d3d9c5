using System.Globalization;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Onnx.Protos;
using CrackLab.Engine.Serialization;
using CrackLab.Engine.Tensors;
using Google.Protobuf;

namespace CrackLab.Engine.Onnx;

/// <summary>Models as ONNX files, which runtimes for browsers, phones and other languages compute: bytes in, probability out.</summary>
/// <remarks>
/// https://onnx.ai. The graph takes pixels as they are decoded and does all that the model does with them; classes,
/// threshold and everything else that a model file says stand in the file's metadata under the same names.
/// </remarks>
public static class OnnxFile
{
    /// <summary>Set of ONNX operators that the graph is written in.</summary>
    public const int OperatorSet = 17;

    /// <summary>Version of ONNX's schema, the one that came with that set.</summary>
    public const int SchemaVersion = 8;

    private const string Producer = "CrackLab";

    /// <summary>Writes a model, whole or not at all.</summary>
    /// <param name="model">A built model.</param>
    /// <param name="path">The file; one of that name is replaced.</param>
    /// <param name="anySize">Whether the graph takes pictures of any size and resizes them itself.</param>
    /// <param name="cancellationToken">Gives up between one weight and the next; a file there stays as it was.</param>
    /// <returns>What was written.</returns>
    /// <remarks>
    /// A picture of 3 channels, or one that meets a Rescaling first, is taken as bytes (N, height, width, channels) called
    /// "image"; other models take floats called "input". N is any number. Outputs: "probability" (N, 1) of the second class
    /// for a Sigmoid of one unit, "probabilities" (N, classes) for Softmax, "output" where the model ends otherwise.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="ArgumentException">
    /// A Sigmoid or Softmax stands in the middle; any size is asked for and the model does not take pictures; or the file would
    /// be larger than ONNX allows.
    /// </exception>
    public static OnnxSummary Export(Sequential model, string path, bool anySize = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var head = new ModelProto
        {
            IrVersion = SchemaVersion,
            ProducerName = Producer,
            ProducerVersion = ModelStrings.LibraryVersion,
        };
        GraphProto graph = ModelGraph.Describe(model, model.InputShape, anySize);
        head.DocString = $"Image classifier '{graph.Name}'. {Sentence(graph.Input[0])} {Sentence(graph.Output[0])} Classes, threshold and more are in the metadata.";
        head.OpsetImport.Add(new OperatorSetProto { Domain = "", Version = OperatorSet });
        Dictionary<string, string> strings = ModelStrings.Write(model);
        strings[ModelStrings.Preprocessing] = graph.Input[0].DocString;
        head.MetadataProps.AddRange(strings.Select(pair => new EntryProto { Key = pair.Key, Value = pair.Value }));

        var body = new ModelProto { Graph = graph };
        OnnxLimits.Require(model, (long)head.CalculateSize() + body.CalculateSize());
        var byName = graph.Initializer.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (Parameter parameter in model.Parameters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            byName[parameter.Name].RawData = WeightLayout.Write(parameter);
        }

        using PendingFile file = AtomicFile.Create(path);
        try
        {
            // The graph comes last: a file that is cut anywhere breaks off inside it, or has none.
            head.WriteTo(file.Stream);
            cancellationToken.ThrowIfCancellationRequested();
            body.WriteTo(file.Stream);
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (IOException error)
        {
            throw WriteFault.Explain(path, error);
        }

        long bytes = file.Stream.Length;
        file.Commit();
        return new OnnxSummary(bytes, OnnxValue.Of(graph.Input[0]), OnnxValue.Of(graph.Output[0]));
    }

    /// <summary>Reads a model back, bit by bit, from a file that <see cref="Export"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The model, with its weights and metadata.</returns>
    /// <remarks>
    /// The layers are those in the file's metadata, as long as the file's nodes are the very ones that <see cref="Export"/> writes
    /// for them. A file that has lost its metadata gives the layers that its nodes tell, without classes and threshold.
    /// </remarks>
    /// <exception cref="InvalidDataException">The file is no such model: it is cut short, or holds another graph; says where.</exception>
    public static Sequential Import(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ModelProto file = OnnxReader.Read(path);
        if (file.IrVersion != SchemaVersion || file.OpsetImport is not [{ Domain: "", Version: OperatorSet }])
        {
            throw OnnxFault.At(
                path,
                "",
                $"ONNX of schema version {SchemaVersion} with operator set {OperatorSet}",
                $"version {file.IrVersion} with {OnnxFault.Shown(file.OpsetImport.Select(set => $"{set.Domain} {set.Version}".TrimStart()))}");
        }

        Dictionary<string, string> strings = Strings(path, file.MetadataProps);
        (Sequential model, Shape input) = ModelStrings.IsMarked(strings) ? ModelStrings.Read(path, strings) : new NodeLayers(path, file.Graph).Read();
        GraphComparison.Require(path, Graph(path, model, input, file.Graph), file.Graph);
        model.Allocate(input);
        var byName = file.Graph.Initializer.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (Parameter parameter in model.Parameters)
        {
            WeightLayout.Read(byName[parameter.Name].RawData, parameter);
            if (!FaultFinder.IsFinite(parameter.Values))
            {
                throw OnnxFault.At(path, $"initializer '{parameter.Name}'", "finite numbers", "NaN or infinity");
            }
        }

        return model;
    }

    private static GraphProto Graph(string path, Sequential model, Shape input, GraphProto received)
    {
        bool anySize = ModelGraph.IsOfAnySize(received);
        (int height, int width) = ResizeNodes.Target(received);
        if (anySize && (height != input.Height || width != input.Width))
        {
            // Before a graph is made whose constants grow with the size that the metadata name.
            throw OnnxFault.At(path, "nodes", $"those that resize to {input.Width} x {input.Height}", $"{width} x {height}");
        }

        try
        {
            return ModelGraph.Describe(model, input, anySize);
        }
        catch (ArgumentException error)
        {
            throw OnnxFault.At(path, "", "layers that can be exported", $"others ({OnnxFault.Shown(error.Message)})");
        }
    }

    private static Dictionary<string, string> Strings(string path, IEnumerable<EntryProto> entries)
    {
        var strings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (EntryProto entry in entries)
        {
            if (!strings.TryAdd(entry.Key, entry.Value))
            {
                throw OnnxFault.At(path, "metadata", $"one '{OnnxFault.Shown(entry.Key)}'", "several");
            }
        }

        return strings;
    }

    private static string Sentence(ValueProto value) => string.Create(CultureInfo.InvariantCulture, $"{OnnxValue.Of(value)}: {value.DocString}.");
}
