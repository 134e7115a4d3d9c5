using CrackLab.Engine.Layers;
using CrackLab.Engine.Onnx;
using CrackLab.Engine.Onnx.Protos;
using CrackLab.Engine.Serialization;
using CrackLab.Engine.Tests.Support;
using Google.Protobuf;
using Shape = CrackLab.Engine.Tensors.Shape;

namespace CrackLab.Engine.Tests.Onnx;

public sealed class OnnxRoundTripTests
{
    public static TheoryData<string> Models => OnnxModels.Names;

    [Theory]
    [MemberData(nameof(Models))]
    public void ImportOfExport_AnyModel_SavesTheSameBytes(string name)
    {
        using var folder = new TemporaryFolder();
        Sequential model = OnnxModels.Make(name);
        OnnxSummary summary = OnnxFile.Export(model, folder.File("a.onnx"));
        Sequential imported = OnnxFile.Import(folder.File("a.onnx"));

        model.Save(folder.File("before"));
        imported.Save(folder.File("after"));
        Assert.Equal(ModelJson.Write(model), ModelJson.Write(imported));
        Assert.Equal(File.ReadAllBytes(folder.File("before")), File.ReadAllBytes(folder.File("after")));
        Assert.Equal(new FileInfo(folder.File("a.onnx")).Length, summary.Bytes);

        OnnxFile.Export(imported, folder.File("b.onnx"));
        Assert.Equal(File.ReadAllBytes(folder.File("a.onnx")), File.ReadAllBytes(folder.File("b.onnx")));
    }

    [Theory]
    [InlineData("crack")]
    [InlineData("not-square")]
    [InlineData("dense-middle")]
    public void ImportOfExport_AnySize_SavesTheSameBytes(string name)
    {
        using var folder = new TemporaryFolder();
        Sequential model = OnnxModels.Make(name);
        OnnxSummary summary = OnnxFile.Export(model, folder.File("a.onnx"), anySize: true);
        model.Save(folder.File("before"));
        OnnxFile.Import(folder.File("a.onnx")).Save(folder.File("after"));

        Assert.Equal(["N", "height", "width", "3"], summary.Input.Dimensions);
        Assert.Equal(File.ReadAllBytes(folder.File("before")), File.ReadAllBytes(folder.File("after")));
    }

    [Theory]
    [InlineData(0x7FC00001)]
    [InlineData(0xFFC12345)]
    [InlineData(0x7F800001)]
    [InlineData(0x7F800000)]
    [InlineData(0xFF800000)]
    public void Import_NumbersThatAreNone_AreRefusedByName(uint bits)
    {
        using var folder = new TemporaryFolder();
        Sequential model = OnnxModels.Make("strides");
        Parameter last = model.Parameters[^1];
        last.Values[^1] = BitConverter.UInt32BitsToSingle(bits);
        OnnxFile.Export(model, folder.File("a.onnx"));
        string message = Assert.Throws<InvalidDataException>(() => OnnxFile.Import(folder.File("a.onnx"))).Message;
        Assert.StartsWith($"{folder.File("a.onnx")}, initializer '{last.Name}': expected finite numbers, received NaN or infinity.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ImportOfExport_OddNumbers_KeepTheirBits()
    {
        using var folder = new TemporaryFolder();
        Sequential model = OnnxModels.Make("strides");
        uint[] odd = [0x80000000, 1, 0x7F7FFFFF, 0x807FFFFF];
        foreach (Parameter parameter in model.Parameters)
        {
            for (int i = 0; i < parameter.Length; i++)
            {
                parameter.Values[i] = BitConverter.UInt32BitsToSingle(odd[i % odd.Length]);
            }
        }

        OnnxFile.Export(model, folder.File("a.onnx"));
        Sequential imported = OnnxFile.Import(folder.File("a.onnx"));
        Assert.All(model.Parameters.Zip(imported.Parameters), pair => Assert.Equal(Bits(pair.First), Bits(pair.Second)));
    }

    /// <summary>The nodes alone: what they do not tell is how weights began, and a padding that adds no zeros.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Import_WithoutMetadata_ReadsLayersOffTheNodes(string name)
    {
        using var folder = new TemporaryFolder();
        Sequential model = OnnxModels.Make(name);
        OnnxFile.Export(model, folder.File("a.onnx"), anySize: name == "crack");
        OnnxEdit.Change(folder.File("a.onnx"), file => file.MetadataProps.Clear());
        if (name == "names")
        {
            // 'image/relu' is a layer here, and without metadata looks like the end of 'image': the same numbers all the same.
            Assert.Equal(model.Layers.Count - 1, OnnxFile.Import(folder.File("a.onnx")).Layers.Count);
            return;
        }

        Sequential imported = OnnxFile.Import(folder.File("a.onnx"));

        Assert.Equal(model.Summary(), imported.Summary());
        Assert.Equal(Plain(model), Plain(imported));
        Assert.All(model.Parameters.Zip(imported.Parameters), pair => Assert.Equal(Bits(pair.First), Bits(pair.Second)));
        Assert.Empty(imported.Metadata.Classes);
    }

    [Fact]
    public void Import_ChangedWeight_IsTheFiles()
    {
        using var folder = new TemporaryFolder();
        OnnxFile.Export(OnnxModels.Make("features"), folder.File("a.onnx"));
        OnnxEdit.Change(folder.File("a.onnx"), file =>
            file.Graph.Initializer.Single(tensor => tensor.Name == "dense/bias").RawData = ByteString.CopyFrom(new byte[5 * sizeof(float)]));
        Assert.All(OnnxFile.Import(folder.File("a.onnx")).Parameters[1].Values.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Export_Metadata_IsThatOfTheModelFile()
    {
        using var folder = new TemporaryFolder();
        Sequential model = OnnxModels.Make("seed");
        OnnxFile.Export(model, folder.File("a.onnx"));
        model.Save(folder.File("a.safetensors"));
        ModelFile.Load(folder.File("a.safetensors"), out _, out IReadOnlyDictionary<string, string> expected);

        ModelProto file = OnnxEdit.Read(folder.File("a.onnx"));
        var metadata = file.MetadataProps.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), metadata.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("0..255", metadata["preprocessing"], StringComparison.Ordinal);
        Assert.All(expected.Where(pair => pair.Key != "preprocessing"), pair => Assert.Equal(pair.Value, metadata[pair.Key]));
        Assert.Equal(("CrackLab", expected["library_version"]), (file.ProducerName, file.ProducerVersion));
        Assert.Equal("image", file.Graph.Input[0].Name);
        Assert.Equal("probability", file.Graph.Output[0].Name);
    }

    [Fact]
    public void Export_Nodes_AreCalledAsTheLayers()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in OnnxModels.Names.Select(row => row.Data))
        {
            Sequential model = OnnxModels.Make(name);
            OnnxFile.Export(model, folder.File("a.onnx"));
            GraphProto graph = OnnxEdit.Read(folder.File("a.onnx")).Graph;
            string[] nodes = [.. graph.Node.Select(node => node.Name)];
            Assert.Equal(nodes.Length, nodes.Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(model.Layers.Select(layer => layer.Name), nodes.Where(node => model.Layers.Any(layer => layer.Name == node)));
            Assert.Superset(model.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal), graph.Initializer.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Export_WhatCannotBe_IsRefusedBeforeAFileIsMade()
    {
        using var folder = new TemporaryFolder();
        var middle = new Sequential(Shape.Flat(3), new Dense(2, Activation.Softmax), new Dense(1));
        Assert.Contains("Dense 'dense': expected Softmax on the last layer alone", Refusal<ArgumentException>(middle), StringComparison.Ordinal);
        Assert.Contains("expected a built model", Refusal<InvalidOperationException>(new Sequential(new ReLU())), StringComparison.Ordinal);
        Assert.Contains("expected a model of pictures", Refusal<ArgumentException>(OnnxModels.Make("features"), anySize: true), StringComparison.Ordinal);
        var named = new Sequential(Shape.Flat(3), new Dense(1)) { Metadata = new ModelMetadata { Classes = [new string('a', 5 << 20)] } };
        Assert.Contains("at most 1048576 bytes", Refusal<ArgumentException>(named), StringComparison.Ordinal);
        Assert.Contains(
            "at most 2147483647 bytes, which is where the format ends, received 'wide' with 2147483648",
            Assert.Throws<ArgumentException>(() => OnnxLimits.Require("wide", 8, int.MaxValue - 7L)).Message,
            StringComparison.Ordinal);
        OnnxLimits.Require("narrow", 8, int.MaxValue - 8L);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));

        string Refusal<T>(Sequential model, bool anySize = false)
            where T : Exception => Assert.Throws<T>(() => OnnxFile.Export(model, folder.File("a.onnx"), anySize)).Message;
    }

    [Fact]
    public void Export_Cancelled_LeavesTheFileThatWasThere()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.onnx");
        File.WriteAllText(path, "before");
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => OnnxFile.Export(OnnxModels.Make("features"), path, cancellationToken: stop.Token));

        Assert.Equal("before", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    private static uint[] Bits(Parameter parameter) => [.. parameter.Values.ToArray().Select(BitConverter.SingleToUInt32Bits)];

    /// <summary>The architecture without what nodes do not tell.</summary>
    private static string Plain(Sequential model) => string.Join('\n', ModelJson.Write(model).Split(["},{", "\"layers\""], StringSplitOptions.None).Skip(1).Select(
        layer => System.Text.RegularExpressions.Regex.Replace(layer, "\"kernelInitializer\":\"[a-zA-Z]+\"", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))));
}
