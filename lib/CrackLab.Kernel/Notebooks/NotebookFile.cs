using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrackLab.Kernel.Notebooks;

/// <summary>A Jupyter notebook file, nbformat 4.</summary>
/// <remarks>Reads 4.0 to 4.5 and later 4.x, writes at least 4.5. See https://nbformat.readthedocs.io.</remarks>
public sealed class NotebookFile
{
    private const int Major = 4;
    private const int Minor = 5;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly JsonObject _json;
    private readonly List<NotebookCell> _cells;

    private NotebookFile(JsonObject json, JsonArray cells)
    {
        _json = json;
        _cells = [.. cells.Select(cell => new NotebookCell(cell!.AsObject()))];
        AddIds();
    }

    /// <summary>The cells in their order.</summary>
    public IReadOnlyList<NotebookCell> Cells => _cells;

    /// <summary>The language of its code as the file names it, such as "C#"; empty where it names none.</summary>
    public string Language => Noted("kernelspec", "language") ?? Noted("language_info", "name") ?? "";

    /// <summary>Reads a notebook.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is no notebook of nbformat 4.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static NotebookFile Load(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Reads a notebook from its text.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="InvalidDataException">It is no notebook of nbformat 4.</exception>
    public static NotebookFile Parse(string text, string name)
    {
        JsonObject? json;
        try
        {
            JsonText.Check(Utf8.GetBytes(text));
            json = JsonNode.Parse(text, nodeOptions: null, new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException error)
        {
            string place = error.LineNumber is { } line ? $"that is not JSON (line {line + 1})" : "whose JSON names a key twice";
            throw new InvalidDataException($"{name}: expected a Jupyter notebook, received text {place}. Save it again as .ipynb.", error);
        }

        if (json?["nbformat"] is not JsonValue version || !version.TryGetValue(out int major) || json["cells"] is not JsonArray cells)
        {
            throw new InvalidDataException($"{name}: expected a Jupyter notebook with 'nbformat' and 'cells', received other JSON. Save it again as .ipynb.");
        }

        if (major != Major)
        {
            throw new InvalidDataException($"{name}: expected nbformat 4, received nbformat {major}. Convert it with 'jupyter nbconvert --to notebook'.");
        }

        NotebookCheck.Require(json, cells, name);
        return new NotebookFile(json, cells);
    }

    /// <summary>Writes the notebook, whole or not at all.</summary>
    /// <param name="path">The file; missing folders are made, a file there is replaced.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path) => WholeFile.Write(path, Utf8.GetBytes(ToJson()));

    /// <summary>The notebook as JSON, indented as Jupyter does it.</summary>
    public string ToJson()
    {
        _json["cells"] = new JsonArray([.. _cells.Select(cell => cell.Json.DeepClone())]);
        var options = new JsonSerializerOptions
        {
            WriteIndented = true,
            IndentSize = 1,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        return _json.ToJsonString(options) + "\n";
    }

    /// <summary>Puts a cell in.</summary>
    /// <param name="index">Where.</param>
    /// <param name="cell">The cell.</param>
    internal void Insert(int index, NotebookCell cell) => _cells.Insert(index, cell);

    /// <summary>Takes a cell out.</summary>
    /// <param name="cell">The cell.</param>
    internal void Remove(NotebookCell cell) => _cells.Remove(cell);

    private string? Noted(string part, string key) => _json["metadata"]?[part] is JsonObject notes ? NotebookCheck.Text(notes[key]) : null;

    /// <summary>Gives every cell an id, as 4.5 asks.</summary>
    private void AddIds()
    {
        int minor = _json["nbformat_minor"] is JsonValue value && value.TryGetValue(out int number) ? number : 0;
        _json["nbformat_minor"] = Math.Max(minor, Minor);
        _json["metadata"] ??= new JsonObject();
        HashSet<string> taken = new(_cells.Select(cell => (string?)cell.Json["id"] ?? ""), StringComparer.Ordinal);
        int next = 0;
        foreach (NotebookCell cell in _cells.Where(cell => string.IsNullOrEmpty((string?)cell.Json["id"])))
        {
            string id;
            do
            {
                id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"cell-{next++}");
            }
            while (!taken.Add(id));

            cell.Json["id"] = id;
        }
    }
}
