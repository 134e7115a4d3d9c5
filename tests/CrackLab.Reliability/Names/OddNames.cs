using System.Text;
using CrackLab.Reliability.Support;
using CsvHelper;

namespace CrackLab.Reliability.Names;

/// <summary>Every verb among names that shells, tables, pages, patterns or terminals read as something else.</summary>
internal sealed class OddNames(Workplace place, CaseTable table)
{
    private const int LongestName = 255;

    private static readonly CsvReaderOptions Options = new() { Separator = ',', MalformedData = CsvMalformedDataHandling.Throw };

    // What the case is called, and the name.
    private static readonly (string Case, string Name)[] All =
    [
        ("spaces", " two  spaces "),
        ("quotes", "it's \"quoted\" `so`"),
        ("commas and semicolons", "a,b;c"),
        ("emoji", "\U0001F9F1\U0001F468\u200D\U0001F469\u200D\U0001F467 wall"),
        ("accents apart and joined", "e\u0301 \u00E9"),
        ("right to left", "\u05E7\u05D9\u05E8 \u0633\u0642\u0641"),
        ("dollar and backslash", "$HOME\\n%PATH%&|<>"),
        ("markup", "<b onclick=x>&amp;"),
        ("pattern", "[a]*?{b}"),
        ("dash in front", "--json"),
        ("at sign in front", "@list"),
        ("line ends", "two\nlines\r"),
        ("control codes", "\u001b[31mred\u0007"),
        ("formula", "=1+1"),
        ("255 bytes", new string('x', LongestName)),
        ("255 bytes of emoji", string.Concat(Enumerable.Repeat("\U0001F9F1", 63)) + "abc"),
    ];

    private static string? Missing => OperatingSystem.IsWindows() ? "Windows allows few of these names" : null;

    public void Try()
    {
        table.Try($"photos named with {string.Join(", ", All.Select(one => one.Case))}", Missing, Photos);
        foreach ((string name, string odd) in All)
        {
            table.Try($"folders named: {name}", Missing, () => Folders(odd));
        }
    }

    /// <summary>Photos, good and broken, of all these names in each class.</summary>
    private string Photos()
    {
        string folder = place.New("photos"), data = Path.Combine(folder, "data"), run = Path.Combine(folder, "run");
        Tree.Copy(place.Data, data);
        string[] added =
        [
            .. All.Select(one => Add(data, "Positive", Fitted(one.Name, ".jpg"), Path.Combine(data, "Positive", "00002.jpg"))),
            .. All.Select(one => Add(data, "Negative", Fitted(one.Name, ".jpg"), Path.Combine(data, "Negative", "00002.jpg"))),
            .. All.Select(one => Add(data, "Negative", Fitted(one.Name, ".png"), null)),
        ];
        WholeWork(folder, data, run);
        string csv = Path.Combine(folder, "p.csv");
        place.Plain.Run("predict", run, data, "--csv", csv, "--append").Done();
        place.Plain.Run("predict", run, data, "--csv", csv, "--append").Done();
        string[] rows = [.. Column(csv, 0)];
        foreach (string photo in added)
        {
            BrokenPromise.Unless(rows.Count(row => row == photo) == 1, $"expected one row of {photo}");
        }

        string[] split = [.. Column(Path.Combine(run, "split.csv"), 0)];
        string[] lost = [.. added.Where(path => path.EndsWith(".jpg", StringComparison.Ordinal) && !split.Contains(Path.GetRelativePath(data, path), StringComparer.Ordinal))];
        BrokenPromise.Unless(lost.Length == 0, $"expected all photos in the split, received none of {string.Join(", ", lost)}");
        return $"{added.Length} files: all verbs done, one row a photo, undone";
    }

    /// <summary>Classes, the dataset, the run and every target of that name.</summary>
    private string Folders(string odd)
    {
        string folder = Path.Combine(place.New("folders"), odd), data = Path.Combine(folder, odd), run = Path.Combine(folder, Fitted(odd, "-run"));
        Directory.CreateDirectory(folder);
        Tree.Copy(Path.Combine(place.Data, "Negative"), Path.Combine(data, "Negative"));
        Tree.Copy(Path.Combine(place.Data, "Positive"), Path.Combine(data, odd));
        WholeWork(folder, data, run);
        return "all verbs done; undone";
    }

    private void WholeWork(string folder, string data, string run)
    {
        string At(string name) => Path.Combine(folder, name);
        SortedDictionary<string, string> before = Tree.Read(data);
        Lines(place.Plain.Run("inspect", data, "--groups", At("g.csv")).Done());
        Lines(place.Plain.Run("clean", data, "--to", At("q")).Done());
        Lines(place.Plain.Run(["train", data, "--out", run, "--epochs", "1", "--groups", At("g.csv"), .. Workplace.Settings]).Done());
        place.Plain.Run("train", data, "--out", run, "--resume").Done();
        RunState.RequireWhole(run);
        Lines(place.Plain.Run("evaluate", run).Done());
        Lines(place.Plain.Run("evaluate", run, "--data", data).Done());
        Lines(place.Plain.Run("predict", run, data).Done());
        Lines(place.Plain.Run("heatmap", run, data, "--out", At("heat")).Done());
        Lines(place.Plain.Run("explain", run, data, "--out", At("maps")).Done());
        Lines(place.Plain.Run("audit", data, "--out", At("audit"), "--folds", "2", "--epochs", "1").Done());
        Lines(place.Plain.Run("export", run, "--onnx", At("m.onnx")).Done());
        Lines(place.Plain.Run("import", At("m.onnx"), "--out", At("m.safetensors")).Done());
        Lines(place.Plain.Run("runs", folder, "--csv", At("r.csv")).Done());
        Lines(place.Plain.Run("curves", run, "--html", At("c.html")).Done());
        Lines(place.Plain.Run("clean", data, "--to", At("q"), "--undo").Done());
        Tree.RequireSame(before, Tree.Read(data, hidden: true), "undone");
    }

    /// <summary>Requires that no name steers a terminal.</summary>
    private static void Lines(Finished finished) => BrokenPromise.Unless(
        !(finished.Output + finished.Errors).Any(letter => char.IsControl(letter) && letter is not ('\n' or '\t')),
        $"expected no control codes, received some: {finished.Output} {finished.Errors}");

    /// <summary>A name with an ending, cut at its end to what a disk takes.</summary>
    private static string Fitted(string name, string ending)
    {
        Rune[] letters = [.. name.EnumerateRunes()];
        while (letters.Sum(letter => letter.Utf8SequenceLength) + ending.Length > LongestName)
        {
            letters = letters[..^1];
        }

        return string.Concat(letters) + ending;
    }

    private static string Add(string data, string label, string name, string? photo)
    {
        string path = Path.Combine(data, label, name);
        File.WriteAllBytes(path, photo is null ? "no picture"u8.ToArray() : File.ReadAllBytes(photo));
        return path;
    }

    private static List<string> Column(string file, int column)
    {
        using CsvReader csv = CsvReader.FromFile(file, Options);
        List<string> values = [];
        while (csv.Read())
        {
            values.Add(csv.GetString(column));
        }

        return values;
    }
}
