using System.Text.Json;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Names;

/// <summary>Links to files and folders, to nothing, and in circles.</summary>
internal sealed class Links(Workplace place, CaseTable table)
{
    private static string? Missing => OperatingSystem.IsWindows() ? "making links on Windows takes rights that one may lack" : null;

    public void Try()
    {
        table.Try("links: photos and classes, circles, to nothing; inspect", Missing, Inspect);
        table.Try("links: the same, predict", Missing, Predict);
        table.Try("links: the same, train", Missing, Train);
        table.Try("links: the same, clean and undo", Missing, Clean);
        table.Try("links: the dataset is one", Missing, Dataset);
        table.Try("links: the dataset is one in a circle", Missing, Circle);
        table.Try("links: the run is one", Missing, Run);
        table.Try("links: a file that is replaced is one", Missing, Replaced);
        table.Try("links: a file that is replaced is one to nothing", Missing, ReplacedNothing);
    }

    /// <summary>Data with a link of every kind.</summary>
    private string Data()
    {
        string data = new Works(place).Copy(), positive = Path.Combine(data, "Positive");
        File.CreateSymbolicLink(Path.Combine(positive, "to-photo.jpg"), "00002.jpg");
        File.CreateSymbolicLink(Path.Combine(positive, "to-link.jpg"), "to-photo.jpg");
        File.CreateSymbolicLink(Path.Combine(positive, "to-nothing.jpg"), "nowhere.jpg");
        File.CreateSymbolicLink(Path.Combine(positive, "to-itself.jpg"), "to-itself.jpg");
        File.CreateSymbolicLink(Path.Combine(positive, "one.jpg"), "other.jpg");
        File.CreateSymbolicLink(Path.Combine(positive, "other.jpg"), "one.jpg");
        File.CreateSymbolicLink(Path.Combine(positive, "to-folder.jpg"), "..");
        Directory.CreateSymbolicLink(Path.Combine(positive, "around"), "..");
        Directory.CreateSymbolicLink(Path.Combine(positive, "self"), "self");
        Directory.CreateDirectory(Path.Combine(positive, "deep", "deeper"));
        Directory.CreateSymbolicLink(Path.Combine(positive, "deep", "deeper", "up"), Path.Combine(data, "Positive"));
        return data;
    }

    private string Inspect()
    {
        JsonElement found = JsonDocument.Parse(place.Plain.Run("inspect", Data(), "--json").Done().Output).RootElement;
        string[] problems = [.. found.GetProperty("problems").EnumerateArray().Select(one => one.GetProperty("path").GetString()!)];
        foreach (string name in new[] { "to-nothing.jpg", "to-itself.jpg", "one.jpg", "other.jpg" })
        {
            BrokenPromise.Unless(problems.Contains($"Positive/{name}", StringComparer.Ordinal), $"expected a line for {name}");
        }

        string[] others = [.. problems.Where(path => path.Contains("around/", StringComparison.Ordinal) || path.Contains("up/", StringComparison.Ordinal))];
        BrokenPromise.Unless(others.Length == 0, $"expected no way around, received {string.Join(' ', others)}");
        return $"{found.GetProperty("files")} files; a line for each link that leads nowhere";
    }

    private string Predict()
    {
        string data = Data();
        string[] lines = place.Plain.Run("predict", place.Model, data, "--json").Done().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int photos = Directory.EnumerateFiles(place.Data, "*", SearchOption.AllDirectories).Count(file => Path.GetExtension(file) is ".jpg" or ".jpeg" or ".png" or ".bmp");
        JsonElement[] rows = [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
        string[] failed = [.. rows.Where(row => row.TryGetProperty("error", out _)).Select(row => Path.GetFileName(row.GetProperty("path").GetString()!))];
        foreach (string name in new[] { "to-nothing.jpg", "to-itself.jpg", "one.jpg", "other.jpg" })
        {
            BrokenPromise.Unless(failed.Contains(name, StringComparer.Ordinal), $"expected a row with a reason for {name}");
        }

        BrokenPromise.Unless(rows.Length is var count && count >= photos + 6 && count <= photos + 7, $"expected a row for {photos} photos and 6 or 7 links, received {count}");
        return $"{rows.Length} rows, {failed.Length} with a reason";
    }

    private string Train()
    {
        string run = Path.Combine(place.New("links"), "run");
        place.Plain.Run(["train", Data(), "--out", run, "--epochs", "1", .. Workplace.Settings]).Done();
        string[] rows = File.ReadAllLines(Path.Combine(run, "split.csv"));
        BrokenPromise.Unless(rows.Count(row => row.StartsWith("Positive/to-", StringComparison.Ordinal)) == 2, "expected the two links to a photo in the split, and no other");
        string[] subsets = [.. rows.Where(row => row.StartsWith("Positive/to-", StringComparison.Ordinal) || row.StartsWith("Positive/00002.jpg", StringComparison.Ordinal)).Select(row => row.Split(',')[3]).Distinct(StringComparer.Ordinal)];
        BrokenPromise.Unless(subsets.Length == 1, "expected a photo and the links to it in one part");
        return "a photo and the links to it lie in one part";
    }

    private string Clean()
    {
        string data = Data(), aside = Path.Combine(place.New("aside"), "q");
        SortedDictionary<string, string> before = Tree.Read(data, hidden: true);
        string said = place.Plain.Run("clean", data, "--to", aside).Done().Output;
        BrokenPromise.Unless(new FileInfo(Path.Combine(aside, "Positive", "to-itself.jpg")).LinkTarget == "to-itself.jpg", "expected the link itself in the quarantine");
        place.Plain.Run("clean", data, "--to", aside, "--undo").Done();
        Tree.RequireSame(before, Tree.Read(data, hidden: true), "undone");
        return said.Split('\n').Last(line => line.Length > 0);
    }

    private string Dataset()
    {
        string link = Path.Combine(place.New("linked"), "data");
        Directory.CreateSymbolicLink(link, place.Data);
        string plain = place.Plain.Run("inspect", place.Data, "--json").Done().Output, linked = place.Plain.Run("inspect", link, "--json").Done().Output;
        BrokenPromise.Unless(JsonDocument.Parse(plain).RootElement.GetProperty("files").ToString() == JsonDocument.Parse(linked).RootElement.GetProperty("files").ToString(), "expected the same files");
        int rows = place.Plain.Run("predict", place.Model, link, "--json").Done().Output.Split('\n').Length;
        BrokenPromise.Unless(rows == place.Plain.Run("predict", place.Model, place.Data, "--json").Done().Output.Split('\n').Length, "expected the same photos");
        return "the same as what it leads to";
    }

    private string Circle()
    {
        string link = Path.Combine(place.New("linked"), "data");
        Directory.CreateSymbolicLink(link, link);
        place.Plain.Run("predict", place.Model, link).Failed();
        return place.Plain.Run("inspect", link).Failed();
    }

    private string Run()
    {
        string folder = place.New("linked"), run = Path.Combine(folder, "run"), real = Path.Combine(folder, "real");
        Directory.CreateDirectory(real);
        Directory.CreateSymbolicLink(run, real);
        place.Plain.Run(["train", place.Data, "--out", run, "--epochs", "1", .. Workplace.Settings]).Done();
        BrokenPromise.Unless(new DirectoryInfo(run).LinkTarget is not null, "expected the link to stay");
        RunState.RequireWhole(real);
        place.Plain.Run("evaluate", run).Done();
        return "the run lies where the link leads to";
    }

    private string Replaced()
    {
        string folder = place.New("linked"), real = Path.Combine(folder, "elsewhere", "real.onnx"), link = Path.Combine(folder, "m.onnx");
        Directory.CreateDirectory(Path.GetDirectoryName(real)!);
        File.WriteAllText(real, "an earlier file");
        File.CreateSymbolicLink(link, real);
        place.Plain.Run("export", place.Model, "--onnx", link).Done();
        bool isLink = new FileInfo(link).LinkTarget is not null, isOld = File.ReadAllText(real) == "an earlier file";
        BrokenPromise.Unless(new FileInfo(link).ResolveLinkTarget(returnFinalTarget: true) is null or { Exists: true }, "expected a file");
        BrokenPromise.Unless(isLink != isOld, "expected either the link or what it leads to replaced");
        return isLink ? "what it leads to is replaced" : "the link is replaced, what it led to stays as it was";
    }

    private string ReplacedNothing()
    {
        string folder = place.New("linked"), link = Path.Combine(folder, "p.csv");
        File.CreateSymbolicLink(link, link);
        Finished finished = place.Plain.Run("predict", place.Model, place.Data, "--csv", link);
        if (finished.ExitCode == 0)
        {
            RunState.RequireWholeTable(link);
            return "the link is replaced by the table";
        }

        return finished.Failed();
    }
}
