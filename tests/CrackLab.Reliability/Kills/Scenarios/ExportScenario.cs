using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills.Scenarios;

/// <summary>An ONNX file that replaces an earlier one.</summary>
internal sealed class ExportScenario(Workplace place) : Scenario(place)
{
    private const string Old = "an earlier file";

    private string? _whole;

    public override string Name => "export --onnx";

    public override void Prepare(string folder) => File.WriteAllText(Target(folder), Old);

    public override IReadOnlyList<string> Arguments(string folder) => ["export", Place.Model, "--onnx", Target(folder)];

    public override void RequireWhole(string folder) => BrokenPromise.Unless(
        File.ReadAllText(Target(folder)) == Old || Tree.Read(folder)["model.onnx"] == _whole, "model.onnx: expected the earlier file or the new one");

    public override IReadOnlyDictionary<string, string> Result(string folder)
    {
        SortedDictionary<string, string> result = Tree.Read(folder);
        _whole ??= result["model.onnx"];
        return result;
    }

    private static string Target(string folder) => Path.Combine(folder, "model.onnx");
}
