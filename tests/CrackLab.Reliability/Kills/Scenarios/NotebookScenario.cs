using System.Text.Json;
using System.Text.Json.Nodes;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills.Scenarios;

/// <summary>A notebook that is run and made a page of.</summary>
internal sealed class NotebookScenario(Workplace place) : Scenario(place)
{
    private const string Notebook = """
        {"cells":[{"cell_type":"code","execution_count":null,"id":"a1","metadata":{},"outputs":[],"source":["Enumerable.Range(0, 1000).Sum()"]},
        {"cell_type":"code","execution_count":null,"id":"a2","metadata":{},"outputs":[],"source":["new string('x', 1000)"]}],
        "metadata":{"kernelspec":{"display_name":"C#","language":"C#","name":".net-csharp"},"language_info":{"name":"C#"}},"nbformat":4,"nbformat_minor":5}
        """;

    public override string Name => "notebook run --html";

    public override int Weight => 3;

    public override void Prepare(string folder) => File.WriteAllText(Path.Combine(folder, "lesson.ipynb"), Notebook);

    public override IReadOnlyList<string> Arguments(string folder) =>
        ["notebook", "run", Path.Combine(folder, "lesson.ipynb"), "--out", Path.Combine(folder, "out"), "--html"];

    public override void RequireWhole(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*.ipynb", SearchOption.AllDirectories))
        {
            JsonDocument.Parse(File.ReadAllText(file)).Dispose();
        }

        foreach (string page in Directory.EnumerateFiles(folder, "*.html", SearchOption.AllDirectories))
        {
            BrokenPromise.Unless(File.ReadAllText(page).TrimEnd().EndsWith("</html>", StringComparison.Ordinal), $"{page}: expected a whole page");
        }
    }

    public override IReadOnlyDictionary<string, string> Result(string folder)
    {
        JsonNode notebook = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "out", "lesson.ipynb")))!;
        return new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["outputs"] = string.Join('\n', notebook["cells"]!.AsArray().Select(cell => cell!["outputs"]!.ToJsonString())),
            ["files"] = string.Join(' ', Tree.Read(folder).Keys),
        };
    }
}
