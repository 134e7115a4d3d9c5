using System.Text.Json.Nodes;

namespace CrackLab.Kernel.Notebooks;

/// <summary>One cell of a notebook file; what this class does not know of it stays as it is.</summary>
public sealed class NotebookCell
{
    internal NotebookCell(JsonObject json)
    {
        Json = json;
    }

    /// <summary>What it holds.</summary>
    public CellKind Kind => (string?)Json["cell_type"] switch
    {
        "code" => CellKind.Code,
        "markdown" => CellKind.Markdown,
        _ => CellKind.Raw,
    };

    /// <summary>Its text.</summary>
    public string Source => MultilineText.Read(Json["source"]);

    /// <summary>Its tags, such as "parameters".</summary>
    public IReadOnlyList<string> Tags =>
        [.. (Json["metadata"]?["tags"] as JsonArray ?? []).Select(tag => (string?)tag ?? "")];

    /// <summary>Its outputs, as nbformat 4.5 has them; empty but for code.</summary>
    public IReadOnlyList<JsonObject> Outputs => [.. (Json["outputs"] as JsonArray ?? []).OfType<JsonObject>()];

    /// <summary>Which cell it was in the order of running, or <see langword="null"/>.</summary>
    public int? ExecutionCount => (int?)Json["execution_count"];

    internal JsonObject Json { get; }

    /// <summary>A new code cell.</summary>
    /// <param name="id">Its id, unique in the notebook, 1 to 64 letters, digits, - and _.</param>
    /// <param name="source">Its text.</param>
    /// <param name="tag">Its tag.</param>
    internal static NotebookCell Code(string id, string source, string tag) => new(new JsonObject
    {
        ["cell_type"] = "code",
        ["execution_count"] = null,
        ["id"] = id,
        ["metadata"] = new JsonObject { ["tags"] = new JsonArray(tag) },
        ["outputs"] = new JsonArray(),
        ["source"] = MultilineText.Write(source),
    });

    /// <summary>Replaces outputs and count.</summary>
    /// <param name="outputs">The new outputs.</param>
    /// <param name="executionCount">The new count, or <see langword="null"/>.</param>
    internal void SetOutputs(JsonArray outputs, int? executionCount)
    {
        Json["outputs"] = outputs;
        Json["execution_count"] = executionCount;
    }
}
