using CrackLab.Engine.Layers;
using CrackLab.Engine.Onnx;
using CrackLab.Engine.Onnx.Protos;
using CrackLab.Engine.Tests.Support;
using Google.Protobuf;
using Kind = CrackLab.Engine.Onnx.Protos.TensorProto.Types.DataType;
using Shape = CrackLab.Engine.Tensors.Shape;

namespace CrackLab.Engine.Tests.Onnx;

/// <summary>Files that are broken or made to do harm: one line, no huge memory, no other exception.</summary>
public sealed class HostileOnnxTests
{
    private const long MuchMemory = 256L << 20;

    private static readonly Dictionary<string, (string Expected, Action<ModelProto> Change)> Changes = new(StringComparer.Ordinal)
    {
        ["no graph"] = ("received a file without a graph", file => file.Graph = null),
        ["empty graph"] = ("inputs of the graph: expected 'image Uint8 ('N', 5, 6, 3)', received no more than 0", file => file.Graph = new GraphProto()),
        ["operator set"] = ("with operator set 17, received version 8 with [13]", file => file.OpsetImport[0].Version = 13),
        ["foreign operators"] = ("received version 8 with [17, com.microsoft 1]", file => file.OpsetImport.Add(new OperatorSetProto { Domain = "com.microsoft", Version = 1 })),
        ["schema"] = ("ONNX of schema version 8 with operator set 17, received version 99", file => file.IrVersion = 99),
        ["unknown operator"] = ("node 'conv2d' (Erf): expected 'conv2d' (Conv), received operator Erf", file => Node(file, "Conv").OpType = "Erf"),
        ["foreign domain"] = ("node 'conv2d' (Conv): expected 'conv2d' (Conv), received operator Conv of 'com.microsoft'", file => Node(file, "Conv").Domain = "com.microsoft"),
        ["other stride"] = ("attributes of node 'conv2d' (Conv): expected 'strides [1, 1]', received 'strides [2, 2]'", file => Attribute(file, "Conv", "strides").Ints[0] = Attribute(file, "Conv", "strides").Ints[1] = 2),
        ["negative pads"] = ("attributes of node 'conv2d' (Conv): expected 'pads [0, 0, 1, 1]', received 'pads [-1, 0, 1, 1]'", file => Attribute(file, "Conv", "pads").Ints[0] = -1),
        ["no attributes"] = ("attributes of node 'conv2d' (Conv): expected 'kernel_shape [2, 2]', received no more than 0", file => Node(file, "Conv").Attribute.Clear()),
        ["graph as attribute"] = ("received 'body of kind Graph'", file => Node(file, "Conv").Attribute.Add(new AttributeProto { Name = "body", Type = AttributeProto.Types.Kind.Graph })),
        ["other epsilon"] = ("attributes of node 'batch_normalization' (BatchNormalization): expected 'epsilon 0.001', received 'epsilon 0.5'", file => Attribute(file, "BatchNormalization", "epsilon").F = 0.5f),
        ["cycle"] = ("inputs of node 'conv2d' (Conv): expected 'conv2d/transpose', received 'probability'", file => Node(file, "Conv").Input[0] = "probability"),
        ["own output"] = ("inputs of node 're_lu' (Relu): expected 'batch_normalization', received 're_lu'", file => Node(file, "Relu").Input[0] = "re_lu"),
        ["other order"] = ("node 'rescaling/add' (Add): expected 'rescaling' (Mul), received operator Add", file => (file.Graph.Node[1], file.Graph.Node[2]) = (file.Graph.Node[2], file.Graph.Node[1])),
        ["two outputs"] = ("outputs of node 'cast' (Cast): expected no more than 1, received 'x'", file => file.Graph.Node[0].Output.Add("x")),
        ["no nodes"] = ("nodes: expected 'cast' (Cast), received the graph's end", file => file.Graph.Node.Clear()),
        ["one node more"] = ("node 'x' (Relu): expected the graph's end, received one more node", file => file.Graph.Node.Add(new NodeProto { Name = "x", OpType = "Relu" })),
        ["other input"] = ("inputs of the graph: expected 'image Uint8 ('N', 5, 6, 3)', received 'image Float ('N', 5, 6, 3)'", file => file.Graph.Input[0].Type.TensorType.ElemType = Kind.Float),
        ["input without type"] = ("received 'image Undefined ()'", file => file.Graph.Input[0].Type = null),
        ["fixed batch"] = ("received 'image Uint8 (1, 5, 6, 3)'", file => file.Graph.Input[0].Type.TensorType.Shape.Dim[0].DimValue = 1),
        ["huge input"] = ("received 'image Uint8 ('N', 5, 6, 9223372036854775807)'", file => file.Graph.Input[0].Type.TensorType.Shape.Dim[3].DimValue = long.MaxValue),
        ["any size without resizing"] = ("nodes: expected those that resize to 6 x 5, received 0 x 0", file => file.Graph.Input[0].Type.TensorType.Shape.Dim[1].DimParam = "height"),
        ["second output"] = ("outputs of the graph: expected no more than 1, received", file => file.Graph.Output.Add(file.Graph.Output[0].Clone())),
        ["huge dimensions"] = ("initializer 'conv2d/kernel': expected dimensions [2, 3, 2, 2], received [9223372036854775807, 3, 2, 2]", file => Tensor(file, "conv2d/kernel").Dims[0] = long.MaxValue),
        ["negative dimensions"] = ("received [-2, 3, 2, 2]", file => Tensor(file, "conv2d/kernel").Dims[0] = -2),
        ["no dimensions"] = ("initializer 'dense/kernel': expected dimensions [2, 1], received []", file => Tensor(file, "dense/kernel").Dims.Clear()),
        ["other type"] = ("initializer 'dense/kernel': expected elements of type Float, received type Int64", file => Tensor(file, "dense/kernel").DataType = Kind.Int64),
        ["type that is none"] = ("expected elements of type Float, received type 12345", file => Tensor(file, "dense/kernel").DataType = (Kind)12345),
        ["too few bytes"] = ("initializer 'dense/kernel': expected 8 bytes of raw data, received 7", file => Tensor(file, "dense/kernel").RawData = ByteString.CopyFrom(new byte[7])),
        ["too many bytes"] = ("expected 8 bytes of raw data, received 12", file => Tensor(file, "dense/kernel").RawData = ByteString.CopyFrom(new byte[12])),
        ["no bytes"] = ("expected 8 bytes of raw data, received 0", file => Tensor(file, "dense/kernel").ClearRawData()),
        ["other constant"] = ("initializer 'rescaling/scale': expected the constant that the model has there, received another one", file => Tensor(file, "rescaling/scale").RawData = ByteString.CopyFrom(1, 2, 3, 4)),
        ["external data"] = ("initializer 'dense/kernel': expected values in the file, received values in another file", file => Tensor(file, "dense/kernel").DataLocation = TensorProto.Types.DataLocation.External),
        ["missing initializer"] = ("initializers: expected 'dense/kernel', received 'dense/bias'", file => file.Graph.Initializer.Remove(Tensor(file, "dense/kernel"))),
        ["initializer twice"] = ("initializers: expected no more than 9, received 'dense/bias'", file => file.Graph.Initializer.Add(Tensor(file, "dense/bias").Clone())),
        ["metadata twice"] = ("metadata: expected one 'classes', received several", file => file.MetadataProps.Add(new EntryProto { Key = "classes", Value = "[]" })),
        ["newer model format"] = ("expected model format 1 or older, received '2'", file => Entry(file, "format_version").Value = "2"),
        ["no classes"] = ("expected architecture, input_size, classes and threshold in the metadata", file => file.MetadataProps.Remove(Entry(file, "classes"))),
        ["architecture that is none"] = ("received something else", file => Entry(file, "architecture").Value = "{\"layers\":[{\"layer\":\"Lambda\"}]}"),
        ["larger architecture"] = (
            "node 'dense' (Gemm): expected 'dense_1' (Gemm), received operator Gemm",
            file => Entry(file, "architecture").Value = Entry(file, "architecture").Value.Replace("{\"layer\":\"Dense\"", "{\"layer\":\"Dense\",\"name\":\"dense_1\",\"units\":2000000000},{\"layer\":\"Dense\"", StringComparison.Ordinal)),
        ["very many layers"] = (
            "node 'global_max_pooling2d' (GlobalMaxPool): expected 're_lu_1' (Relu)",
            file => Entry(file, "architecture").Value = Entry(file, "architecture").Value.Replace("{\"layer\":\"GlobalMaxPooling2D\"", $"{string.Concat(Enumerable.Repeat("{\"layer\":\"ReLU\"},", 50_000))}{{\"layer\":\"GlobalMaxPooling2D\"", StringComparison.Ordinal)),
        ["larger input size"] = ("inputs of the graph: expected 'image Uint8 ('N', 40000, 17000, 3)'", file => Entry(file, "input_size").Value = "[40000,17000,3]"),
        ["input size that is none"] = ("expected architecture, input_size", file => Entry(file, "input_size").Value = "[2000000000,2000000000,3]"),
        ["name with a line break"] = ("node 'a\uFFFDb' (Conv)", file => Node(file, "Conv").Name = "a\nb"),
        ["long name"] = ("node 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…' (Conv)", file => Node(file, "Conv").Name = new string('a', 100_000)),
    };

    public static TheoryData<string> Names => [.. Changes.Keys];

    private static Sequential Small
    {
        get
        {
            Sequential model = new Sequential(
                new Rescaling(1 / 255f), new Conv2D(2, 2) { Padding = Padding.Same, UseBias = false }, new BatchNormalization(), new ReLU(), new GlobalMaxPooling2D(), new Dense(1, Activation.Sigmoid))
                .Build(new Shape(5, 6, 3));
            model.Metadata = new ModelMetadata { Classes = ["Negative", "Positive"], Threshold = 0.25, Temperature = 1.5 };
            return model;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Import_ChangedFile_SaysWhatAndWhere(string name)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.onnx");
        OnnxFile.Export(Small, path);
        OnnxEdit.Change(path, Changes[name].Change);

        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<InvalidDataException>(() => OnnxFile.Import(path)).Message;

        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(Changes[name].Expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MuchMemory);
    }

    [Theory]
    [InlineData("Erf", "node 'conv2d' (Erf): expected an operator that a layer has, received Erf")]
    [InlineData("MaxPool", "node 'conv2d' (MaxPool)")]
    [InlineData("Gemm", "nodes: expected layers that fit each other")]
    public void Import_WithoutMetadata_NamesNodeAndOperator(string operation, string expected)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.onnx");
        OnnxFile.Export(Small, path);
        OnnxEdit.Change(path, file =>
        {
            file.MetadataProps.Clear();
            Node(file, "Conv").OpType = operation;
        });
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => OnnxFile.Import(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_WithoutMetadataALongName_IsRefusedInFewWords()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.onnx");
        OnnxFile.Export(Small, path);
        OnnxEdit.Change(path, file =>
        {
            file.MetadataProps.Clear();
            Node(file, "Conv").Name = new string('a', 100_000);
        });
        string message = Assert.Throws<InvalidDataException>(() => OnnxFile.Import(path)).Message;
        Assert.Contains("at most 200 characters, received 100000", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 1, 1000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Import_CutAtEveryByte_IsRefused(bool anySize)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("cut");
        OnnxFile.Export(Small, path, anySize);
        for (long length = new FileInfo(path).Length - 1; length >= 0; length--)
        {
            using (FileStream stream = File.OpenWrite(path))
            {
                stream.SetLength(length);
            }

            Assert.StartsWith($"{path}: expected ", Assert.Throws<InvalidDataException>(() => OnnxFile.Import(path)).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Bytes changed, dropped, doubled and moved by chance: a model comes out, or one line, never another exception.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Import_ThousandsOfMutations_AreRefusedOrImported(bool withoutMetadata)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("mutated");
        OnnxFile.Export(Small, path);
        if (withoutMetadata)
        {
            OnnxEdit.Change(path, file => file.MetadataProps.Clear());
        }

        byte[] whole = File.ReadAllBytes(path);
        var random = new Random(7);
        int refused = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        const int Mutations = 3000;
        for (int i = 0; i < Mutations; i++)
        {
            File.WriteAllBytes(path, Mutate(whole, random));
            try
            {
                OnnxFile.Import(path);
            }
            catch (InvalidDataException error)
            {
                Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', error.Message);
                refused++;
            }
        }

        Assert.InRange(refused, Mutations / 2, Mutations - 1);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Mutations, 0, 1 << 20);
    }

    [Fact]
    public void Import_ManyEmptyNodes_IsRefusedBeforeTheyTakeMemory()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("many");
        byte[] nodes = new byte[6_000_000];
        for (int i = 0; i < nodes.Length; i += 2)
        {
            nodes[i] = (GraphProto.NodeFieldNumber << 3) | (int)WireFormat.WireType.LengthDelimited;
        }

        using (FileStream stream = File.Create(path))
        {
            using (var output = new CodedOutputStream(stream, leaveOpen: true))
            {
                output.WriteTag(ModelProto.GraphFieldNumber, WireFormat.WireType.LengthDelimited);
                output.WriteLength(nodes.Length);
            }

            stream.Write(nodes);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<InvalidDataException>(() => OnnxFile.Import(path)).Message;

        Assert.Contains("at most 1048576 bytes besides the weights, received 6000005", message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Import_WhatIsNoFileOfItsKind_IsRefused()
    {
        using var folder = new TemporaryFolder();
        foreach (byte[] bytes in (byte[][])[[], [0], "not a model at all"u8.ToArray(), new byte[100], [.. Enumerable.Repeat((byte)0xFF, 1000)]])
        {
            File.WriteAllBytes(folder.File("a"), bytes);
            Assert.StartsWith(folder.File("a"), Assert.Throws<InvalidDataException>(() => OnnxFile.Import(folder.File("a"))).Message, StringComparison.Ordinal);
        }

        Small.Save(folder.File("b"));
        Assert.Throws<InvalidDataException>(() => OnnxFile.Import(folder.File("b")));
        Assert.Throws<FileNotFoundException>(() => OnnxFile.Import(folder.File("c")));
    }

    private static byte[] Mutate(byte[] whole, Random random)
    {
        List<byte> bytes = [.. whole];
        for (int times = random.Next(1, 4); times > 0; times--)
        {
            int at = random.Next(bytes.Count);
            int length = random.Next(1, Math.Min(24, bytes.Count - at) + 1);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length), length));
                    break;
                default:
                    bytes[at] = 0xFF;
                    break;
            }
        }

        return [.. bytes];
    }

    private static NodeProto Node(ModelProto file, string operation) => file.Graph.Node.First(node => node.OpType == operation);

    private static AttributeProto Attribute(ModelProto file, string operation, string name) => Node(file, operation).Attribute.First(attribute => attribute.Name == name);

    private static TensorProto Tensor(ModelProto file, string name) => file.Graph.Initializer.First(tensor => tensor.Name == name);

    private static EntryProto Entry(ModelProto file, string key) => file.MetadataProps.First(entry => entry.Key == key);
}
