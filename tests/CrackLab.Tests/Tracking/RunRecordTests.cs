using System.Text.Json;
using System.Text.Json.Nodes;
using CrackLab.Tests.Data;
using CrackLab.Tracking;

namespace CrackLab.Tests.Tracking;

public sealed class RunRecordTests
{
    [Fact]
    public void Read_WrittenRecord_ComesBack()
    {
        using TestFolder folder = new();
        string path = folder["run.json"];
        RunRecord record = Example();

        record.Write(path);
        RunRecord read = RunRecord.Read(path);
        read.Write(folder["again.json"]);

        Assert.Equal(File.ReadAllText(path), File.ReadAllText(folder["again.json"]));
        Assert.Equal(record.Machine, read.Machine);
        Assert.Equal(20, read.Settings["epochs"]!.GetValue<int>());
        Assert.Equal(RunStatus.Interrupted, read.Status);
    }

    [Fact]
    public void Write_Record_HasTheContractKeys()
    {
        using TestFolder folder = new();
        string path = folder["run.json"];

        Example().Write(path);

        JsonElement json = JsonDocument.Parse(File.ReadAllText(path)).RootElement;
        Assert.Equal(
            "name,command,settings,seed,dataset,machine,engine,started,finished,status",
            string.Join(',', json.EnumerateObject().Select(property => property.Name)));
        Assert.Equal(
            "path,fingerprint,classes,counts",
            string.Join(',', json.GetProperty("dataset").EnumerateObject().Select(property => property.Name)));
        Assert.Equal(
            "os,cpu,cores,isa,dotnet,cracklab",
            string.Join(',', json.GetProperty("machine").EnumerateObject().Select(property => property.Name)));
        Assert.Equal("interrupted", json.GetProperty("status").GetString());
        Assert.Equal(3, json.GetProperty("dataset").GetProperty("counts").GetProperty("train").GetProperty("Positive").GetInt32());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"name\":\"x\"}")]
    [InlineData("{ cut")]
    public void Read_SomethingElse_SaysWhichFile(string content)
    {
        using TestFolder folder = new();
        string path = folder["run.json"];
        File.WriteAllText(path, content);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => RunRecord.Read(path));

        Assert.StartsWith($"{path}: expected the record of a run", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CurrentMachine_AnyMachine_IsDescribed()
    {
        MachineRecord machine = MachineRecord.Current();

        Assert.NotEmpty(machine.Os);
        Assert.NotEmpty(machine.Cpu);
        Assert.NotEmpty(machine.Isa);
        Assert.Equal(Environment.ProcessorCount, machine.Cores);
        Assert.StartsWith("10.", machine.DotNet, StringComparison.Ordinal);
    }

    internal static RunRecord Example() => new()
    {
        Name = "first",
        Command = "cracklab train photos --out run",
        Settings = new JsonObject { ["epochs"] = 20, ["optimizer"] = "Adam", ["sizes"] = new JsonArray(128, 128) },
        Seed = 42,
        Dataset = new DatasetRecord
        {
            Path = "photos",
            Fingerprint = "0123abcd",
            Classes = ["Negative", "Positive"],
            Counts = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal)
            {
                ["train"] = new Dictionary<string, int>(StringComparer.Ordinal) { ["Negative"] = 4, ["Positive"] = 3 },
                ["test"] = new Dictionary<string, int>(StringComparer.Ordinal) { ["Negative"] = 2, ["Positive"] = 1 },
            },
        },
        Machine = new MachineRecord
        {
            Os = "Linux",
            Cpu = "Some CPU",
            Cores = 2,
            Isa = "AVX2",
            DotNet = "10.0.0",
            CrackLab = "0.1.0",
        },
        Started = new DateTimeOffset(2024, 2, 3, 4, 5, 6, TimeSpan.Zero),
        Finished = new DateTimeOffset(2024, 2, 3, 4, 8, 16, TimeSpan.Zero),
        Status = RunStatus.Interrupted,
    };
}
