using System.Text.Json.Nodes;

namespace CrackLab.Kernel.Tests.Notebooks;

/// <summary>Small notebooks for tests.</summary>
internal static class NotebookTexts
{
    /// <summary>A notebook of code cells; the first is tagged "parameters".</summary>
    public static string OfCode(params string[] sources)
    {
        var cells = new JsonArray();
        foreach (string source in sources)
        {
            cells.Add(new JsonObject
            {
                ["cell_type"] = "code",
                ["execution_count"] = 7,
                ["metadata"] = cells.Count == 0 ? new JsonObject { ["tags"] = new JsonArray("parameters") } : new JsonObject(),
                ["outputs"] = new JsonArray(new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "old" }),
                ["source"] = source,
            });
        }

        return new JsonObject { ["cells"] = cells, ["metadata"] = new JsonObject(), ["nbformat"] = 4, ["nbformat_minor"] = 2 }.ToJsonString();
    }
}
