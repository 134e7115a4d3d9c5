using System.Text;
using System.Text.Json.Nodes;
using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Formatting;

namespace CrackLab.Kernel.Notebooks;

/// <summary>Gathers one cell's output in the form of a notebook file.</summary>
internal sealed class NotebookOutput : ICellOutput
{
    /// <summary>Characters of printed text that a cell may leave in the file.</summary>
    internal const int MostText = 1 << 20;

    private readonly Lock _gate;
    private readonly Dictionary<string, List<JsonObject>> _displays;
    private readonly List<Entry> _outputs = [];
    private readonly TextBudget _budget = new(MostText);
    private bool _clearsFirst;

    /// <summary>Begins a cell.</summary>
    /// <param name="displays">What all cells have shown under a name, to be updated by later ones.</param>
    /// <param name="gate">Guards the notebook's outputs.</param>
    public NotebookOutput(Dictionary<string, List<JsonObject>> displays, Lock gate)
    {
        _displays = displays;
        _gate = gate;
    }

    /// <summary>The outputs so far, as nbformat has them.</summary>
    public JsonArray ToJson()
    {
        lock (_gate)
        {
            return new JsonArray([.. _outputs.Select(output => output.ToJson())]);
        }
    }

    /// <inheritdoc/>
    public void Write(OutputStream stream, string text)
    {
        lock (_gate)
        {
            ClearFirst();
            string shown = _budget.Take(text, out string? notice);
            if (shown.Length > 0)
            {
                Print(stream, shown);
            }

            if (notice is not null)
            {
                Print(OutputStream.Error, notice);
            }
        }
    }

    /// <inheritdoc/>
    public void Display(MimeBundle data, string? displayId)
    {
        var output = new JsonObject { ["data"] = ToJson(data), ["metadata"] = new JsonObject(), ["output_type"] = "display_data" };
        lock (_gate)
        {
            Add(output);
            if (displayId is not null)
            {
                if (!_displays.TryGetValue(displayId, out List<JsonObject>? shown))
                {
                    _displays[displayId] = shown = [];
                }

                shown.Add(output);
            }
        }
    }

    /// <inheritdoc/>
    public void UpdateDisplay(MimeBundle data, string displayId)
    {
        lock (_gate)
        {
            foreach (JsonObject output in _displays.GetValueOrDefault(displayId) ?? [])
            {
                output["data"] = ToJson(data);
            }
        }
    }

    /// <inheritdoc/>
    public void Clear(bool wait)
    {
        lock (_gate)
        {
            _clearsFirst = wait;
            if (!wait)
            {
                RemoveAll();
            }
        }
    }

    /// <inheritdoc/>
    public string ReadLine(string prompt, bool isPassword, CancellationToken cancellationToken) => throw new IOException(
        $"Console.ReadLine: expected a person to answer '{prompt}', received a notebook that runs without one. Take the value from the parameters cell.");

    /// <summary>Adds the value of the trailing expression.</summary>
    public void AddResult(MimeBundle data, int executionCount) => AddLocked(new JsonObject
    {
        ["data"] = ToJson(data),
        ["execution_count"] = executionCount,
        ["metadata"] = new JsonObject(),
        ["output_type"] = "execute_result",
    });

    /// <summary>Adds the reason of failure.</summary>
    public void AddError(CellError error) => AddLocked(new JsonObject
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Value,
        ["output_type"] = "error",
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
    });

    private void AddLocked(JsonObject output)
    {
        lock (_gate)
        {
            Add(output);
        }
    }

    private void Add(JsonObject output)
    {
        ClearFirst();
        _outputs.Add(new Entry(output, null));
    }

    private void Print(OutputStream stream, string text)
    {
        string name = stream == OutputStream.Out ? "stdout" : "stderr";
        if (_outputs.LastOrDefault() is { Printed: { } printed } last
            && string.Equals((string?)last.Json["name"], name, StringComparison.Ordinal))
        {
            printed.Append(text);
            return;
        }

        _outputs.Add(new Entry(new JsonObject { ["name"] = name, ["output_type"] = "stream" }, new StringBuilder(text)));
    }

    private void ClearFirst()
    {
        if (_clearsFirst)
        {
            _clearsFirst = false;
            RemoveAll();
        }
    }

    private void RemoveAll()
    {
        _outputs.Clear();
        _budget.Reset();
    }

    private static JsonObject ToJson(MimeBundle bundle)
    {
        var data = new JsonObject();
        foreach ((string mimeType, JsonNode content) in bundle.Data.OrderBy(form => form.Key, StringComparer.Ordinal))
        {
            bool isText = content is JsonValue && mimeType.StartsWith("text/", StringComparison.Ordinal) || mimeType is "image/svg+xml";
            data[mimeType] = isText ? MultilineText.Write((string?)content ?? "") : content.DeepClone();
        }

        return data;
    }

    /// <summary>One output; printed text grows until the notebook is written.</summary>
    private sealed record Entry(JsonObject Json, StringBuilder? Printed)
    {
        public JsonNode ToJson()
        {
            var json = (JsonObject)Json.DeepClone();
            if (Printed is not null)
            {
                json["text"] = MultilineText.Write(Printed.ToString());
            }

            return json;
        }
    }
}
