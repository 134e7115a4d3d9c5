using System.Text;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Serialization;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Serialization;

public sealed class ModelFileTests
{
    private static Sequential Small => new Sequential(
        new Rescaling(1 / 255f), new Conv2D(2, 2) { UseBias = false }, new BatchNormalization(), new ReLU(), new GlobalMaxPooling2D(), new Dense(1, Activation.Sigmoid))
    {
        Name = "small",
        Metadata = new ModelMetadata { Classes = ["Negative", "Positive"], Threshold = 0.1 + 0.2, RunId = "run-1" },
    }.Build(new Shape(4, 5, 3));

    public static TheoryData<string> Models => ["small", "seed", "crack"];

    [Theory]
    [MemberData(nameof(Models))]
    public void LoadOfSave_AnyModel_PredictsTheSameBits(string name)
    {
        using var folder = new TemporaryFolder();
        Sequential model = name switch
        {
            "seed" => Engine.Models.SeedCnn(32),
            "crack" => Engine.Models.CrackNet(40, classes: 3),
            _ => Small,
        };
        model.Save(folder.File("a.safetensors"));
        Sequential loaded = Sequential.Load(folder.File("a.safetensors"));

        Assert.Equal(model.Summary(), loaded.Summary());
        Assert.Equal(ModelJson.Write(model), ModelJson.Write(loaded));
        Assert.Equal(model.Metadata.Classes, loaded.Metadata.Classes);
        Assert.Equal(model.Metadata.Threshold, loaded.Metadata.Threshold);
        Assert.Equal(model.Metadata.RunId, loaded.Metadata.RunId);
        Assert.Equal(Predict(model), Predict(loaded));
    }

    [Fact]
    public void LoadOfSave_AimAndTemperature_AreThereWhereTheyWereSet()
    {
        using var folder = new TemporaryFolder();
        Sequential model = Small;
        model.Save(folder.File("plain"));
        ModelFile.Load(folder.File("plain"), out _, out IReadOnlyDictionary<string, string> plain);
        Assert.False(plain.ContainsKey("aim") || plain.ContainsKey("temperature"));
        Assert.Equal((null, 1), (Sequential.Load(folder.File("plain")).Metadata.Aim, Sequential.Load(folder.File("plain")).Metadata.Temperature));

        model.Metadata = model.Metadata with { Aim = "recall=0.99", Temperature = 1.25 };
        model.Save(folder.File("adjusted"));
        ModelFile.Load(folder.File("adjusted"), out _, out IReadOnlyDictionary<string, string> adjusted);
        Assert.Equal(("recall=0.99", "1.25"), (adjusted["aim"], adjusted["temperature"]));
        Assert.Equal(model.Metadata.Temperature, Sequential.Load(folder.File("adjusted")).Metadata.Temperature);
        Assert.Equal("recall=0.99", Sequential.Load(folder.File("adjusted")).Metadata.Aim);
        Assert.Throws<ArgumentException>(() => model.Metadata with { Temperature = 0 });
    }

    [Fact]
    public void LoadOfSave_FlatInput_KeepsItsShape()
    {
        using var folder = new TemporaryFolder();
        Sequential model = new Sequential(new Dense(3, Activation.Softmax)).Build(Shape.Flat(5));
        model.Save(folder.File("a.safetensors"));
        Assert.Equal(model.InputShape, Sequential.Load(folder.File("a.safetensors")).InputShape);
    }

    [Fact]
    public void LoadOfSave_StateAndMetadata_GivesThemBack()
    {
        using var folder = new TemporaryFolder();
        ModelFile.Save(Small, folder.File("a"), [new NamedTensor("optimizer/x", [2], new[] { 1f, 2 })], new Dictionary<string, string>(StringComparer.Ordinal) { ["epoch"] = "3" });
        ModelFile.Load(folder.File("a"), out IReadOnlyList<NamedTensor> state, out IReadOnlyDictionary<string, string> metadata);
        Assert.Equal([1f, 2], Assert.Single(state).Values.ToArray());
        Assert.Equal("3", metadata["epoch"]);
        Assert.Equal("cracklab", metadata["format"]);
    }

    [Fact]
    public void Load_CutAtEveryByte_NamesPathAndByte()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("cut");
        Small.Save(path);
        for (long length = new FileInfo(path).Length - 1; length >= 0; length--)
        {
            using (FileStream stream = File.OpenWrite(path))
            {
                stream.SetLength(length);
            }

            string message = Assert.Throws<InvalidDataException>(() => Sequential.Load(path)).Message;
            Assert.StartsWith($"{path}, byte ", message, StringComparison.Ordinal);
        }
    }

    /// <summary>Every byte of the header spoilt in turn: a model comes out, or one clear refusal, never another exception.</summary>
    [Theory]
    [InlineData(0xFF)]
    [InlineData((int)'9')]
    public void Load_AnyHeaderByteSpoilt_RefusesOrLoads(int value)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("spoilt");
        Small.Save(path);
        byte[] bytes = File.ReadAllBytes(path);
        int end = bytes.Length - (4 * Small.Parameters.Sum(p => p.Length));
        for (int at = 0; at < end; at++)
        {
            Put(path, at, (byte)value);
            try
            {
                Sequential.Load(path);
            }
            catch (InvalidDataException error)
            {
                Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            }

            Put(path, at, bytes[at]);
        }
    }

    [Theory]
    [InlineData("\"format_version\":\"1\"", "\"format_version\":\"2\"", "expected model format 1 or older, received '2'")]
    [InlineData("\"format_version\":\"1\"", "\"format_version\":\"x\"", "received 'x'")]
    [InlineData("\"format\":\"cracklab\"", "\"format\":\"pt_model\"", "without the format mark")]
    [InlineData("\"input_size\":\"[4,5,3]\"", "\"input_size\":\"[9,9]\"  ", "input_size")]
    [InlineData("\"input_size\":\"[4,5,3]\"", "\"input_size\":\"null\"   ", "input_size")]
    [InlineData("\"input_size\":\"[4,5,3]\"", "\"input_size\":\"[4,5,4]\"", "shape (2, 2, 4, 2)")]
    [InlineData("\"input_size\":\"[4,5,3]\"", "\"input_size\":\"[4,0,3]\"", "input_size")]
    [InlineData("\"threshold\":\"0.", "\"threshold\":\"x.", "threshold")]
    [InlineData("\"conv2d/kernel\"", "\"conv2d/kernex\"", "expected weights 'conv2d/kernel'")]
    public void Load_OtherMetadata_SaysWhatIsWrong(string from, string to, string expected)
    {
        using var folder = new TemporaryFolder();
        Small.Save(folder.File("a"));
        byte[] bytes = File.ReadAllBytes(folder.File("a"));
        int at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(from));
        Assert.True(at > 0, from);
        Encoding.UTF8.GetBytes(to).CopyTo(bytes, at);
        File.WriteAllBytes(folder.File("a"), bytes);
        string message = Assert.Throws<InvalidDataException>(() => Sequential.Load(folder.File("a"))).Message;
        Assert.StartsWith(folder.File("a"), message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ArchitectureLargerThanMemory_ComparesFirst()
    {
        using var folder = new TemporaryFolder();
        Sequential huge = new Sequential(new Flatten(), new Dense(1, Activation.Sigmoid)).Build(new Shape(2, 2, 3));
        ModelFile.Save(huge, folder.File("a"), more: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["architecture"] = "{\"layers\":[{\"layer\":\"Flatten\"},{\"layer\":\"Dense\",\"units\":2000000000}]}",
        });
        string message = Assert.Throws<InvalidDataException>(() => Sequential.Load(folder.File("a"))).Message;
        Assert.Contains("'dense/kernel' of shape (12, 2000000000)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_FailingHalfway_LeavesTheOldModelAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        Small.Save(folder.File("a"));
        byte[] old = File.ReadAllBytes(folder.File("a"));

        // The weights are written by then; the state behind them is not to be had.
        using var failing = new FailingMemory(100);
        NamedTensor[] state = [new("optimizer/velocity", [100], failing.Memory)];
        string message = Assert.Throws<IOException>(() => ModelFile.Save(Engine.Models.CrackNet(32), folder.File("a"), state)).Message;

        Assert.Contains($"Writing '{folder.File("a")}'", message, StringComparison.Ordinal);
        Assert.Equal(old, File.ReadAllBytes(folder.File("a")));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Save_OverAFolder_SaysSoAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("a"));
        Assert.Contains($"Writing '{folder.File("a")}'", Assert.Throws<IOException>(() => Small.Save(folder.File("a"))).Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    private static void Put(string path, long at, byte value)
    {
        using FileStream stream = File.OpenWrite(path);
        stream.Position = at;
        stream.WriteByte(value);
    }

    private static float[] Predict(Sequential model)
    {
        using IEngineSession session = new SimdEngine(1).Build(model, new SessionOptions { BatchSize = 2 });
        float[] outputs = new float[2 * model.OutputShape.Size];
        session.Predict(new ModelInput(Pictures.Noise(2, model.InputShape), 2), outputs);
        return outputs;
    }
}
