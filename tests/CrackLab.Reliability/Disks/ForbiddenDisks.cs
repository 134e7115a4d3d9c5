using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Disks;

/// <summary>Read-only disks, and folders and files of somebody else's.</summary>
internal sealed class ForbiddenDisks(Workplace place, CaseTable table)
{
    private const string Old = "what was there before\n";
    private const int Size = 65536;

    private static readonly string[] Nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];

    private static string? NoOther => !Environment.IsPrivilegedProcess ? "only root may run a command as another user"
        : Tool.Find("setpriv") is null ? "there is no setpriv"
        : null;

    public void Try()
    {
        foreach (string name in new Works(place).All(place.Below("none")).Select(work => work.Name))
        {
            table.Try($"read-only disk: {name}", Mount.Missing, () => OnReadOnlyDisk(name));
            table.Try($"no permission: {name}", NoOther, () => WithoutPermission(name));
        }

        table.Try("no permission: a photo among others, inspect", NoOther, () => UnreadablePhoto("inspect"));
        table.Try("no permission: a photo among others, predict", NoOther, () => UnreadablePhoto("predict"));
        table.Try("no permission: a folder among others, predict", NoOther, UnreadableFolder);
        table.Try("no permission: a class, inspect", NoOther, UnreadableClass);
        table.Try("no permission: the model, predict", NoOther, UnreadableModel);
        table.Try("no permission: the dataset, clean", NoOther, UnwritableData);
        table.Try("no permission: the cache, train", NoOther, UnwritableCache);
        table.Try("read-only disk: the dataset, train", Mount.Missing, ReadOnlyData);
    }

    private Cracklab AsNobody(string? cache = null)
    {
        string open = place.New("nobody");
        foreach (string folder in new[] { place.Below(""), open })
        {
            Modes.Show(folder);
        }

        string own = Path.Combine(open, "cache");
        Directory.CreateDirectory(own);
        Modes.Open(own);
        return new Cracklab
        {
            Folder = place.Below(""),
            Cache = cache ?? own,
            Before = [Tool.Find("setpriv")!, .. Nobody],
            Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = "/nonexistent" },
        };
    }

    private string OnReadOnlyDisk(string name)
    {
        using var disk = new Mount(place.New("read-only"), Size);
        Work work = new Works(place).All(disk.Folder).Single(one => one.Name == name);
        Seed(work);
        SortedDictionary<string, string> before = Tree.Read(disk.Folder, hidden: true);
        disk.MakeReadOnly();
        string line = place.Plain.Run(work.Arguments).Failed();
        BrokenPromise.Unless(
            line.Contains(disk.Folder, StringComparison.Ordinal) && line.Contains("ead-only", StringComparison.Ordinal),
            $"expected the path and that the disk is read-only, received: {line}");
        Tree.RequireSame(before, Tree.Read(disk.Folder, hidden: true), name);
        return line;
    }

    private string WithoutPermission(string name)
    {
        string folder = place.New("forbidden");
        Work work = new Works(place).All(folder).Single(one => one.Name == name);
        Seed(work);
        SortedDictionary<string, string> before = Tree.Read(folder, hidden: true);
        string line = AsNobody().Run(work.Arguments).Failed();
        BrokenPromise.Unless(
            line.Contains(folder, StringComparison.Ordinal) && (line.Contains("access denied", StringComparison.Ordinal) || line.Contains("denied", StringComparison.Ordinal)),
            $"expected the path and that access is denied, received: {line}");
        Tree.RequireSame(before, Tree.Read(folder, hidden: true), name);
        return line;
    }

    private static void Seed(Work work)
    {
        if (work.IsFile)
        {
            File.WriteAllText(work.Target, Old);
        }
    }

    private string UnreadablePhoto(string verb)
    {
        string data = new Works(place).Copy();
        Modes.Shut(Path.Combine(data, "Positive", "00002.jpg"));
        string output = AsNobody().Run(verb == "inspect" ? [verb, data] : [verb, place.Model, data]).Done().Output;
        return output.Split('\n').FirstOrDefault(line => line.Contains("00002.jpg", StringComparison.Ordinal) && line.Contains("denied", StringComparison.Ordinal))
            ?? throw new BrokenPromise("expected a line for the photo that may not be read, received none");
    }

    private string UnreadableFolder()
    {
        string data = new Works(place).Copy();
        Modes.Shut(Path.Combine(data, "Negative"));
        string output = AsNobody().Run("predict", place.Model, data).Done().Output;
        Modes.Show(Path.Combine(data, "Negative"));
        return output.Split('\n').FirstOrDefault(line => line.Contains("Negative", StringComparison.Ordinal) && line.Contains("expected a folder that may be listed", StringComparison.Ordinal))
            ?? throw new BrokenPromise("expected a line for the folder that may not be listed, received none");
    }

    private string UnreadableClass()
    {
        string data = new Works(place).Copy();
        Modes.Shut(Path.Combine(data, "Negative"));
        string line = AsNobody().Run("inspect", data).Failed();
        Modes.Show(Path.Combine(data, "Negative"));
        BrokenPromise.Unless(line.Contains("Negative", StringComparison.Ordinal) && line.Contains("denied", StringComparison.Ordinal), $"expected the folder and that access is denied, received: {line}");
        return line;
    }

    private string UnreadableModel()
    {
        string model = Path.Combine(place.New("model"), "model.safetensors");
        File.Copy(place.Model, model);
        Modes.Shut(model);
        string line = AsNobody().Run("predict", model, place.Data).Failed();
        BrokenPromise.Unless(line.Contains(model, StringComparison.Ordinal) && line.Contains("denied", StringComparison.Ordinal), $"expected the model and that access is denied, received: {line}");
        return line;
    }

    private string UnwritableData()
    {
        string data = new Works(place).Copy();
        SortedDictionary<string, string> before = Tree.Read(data);
        string aside = place.New("open");
        Modes.Open(aside);
        string line = AsNobody().Run("clean", data, "--to", Path.Combine(aside, "q")).Failed();
        Tree.RequireSame(before, Tree.Read(data), "dataset");
        BrokenPromise.Unless(line.Contains("denied", StringComparison.Ordinal), $"expected that access is denied, received: {line}");
        return line;
    }

    private string UnwritableCache()
    {
        string cache = place.New("shut");
        string open = place.New("runs");
        Modes.Open(open);
        Finished finished = AsNobody(Path.Combine(cache, "cache")).Run(["train", place.Data, "--out", Path.Combine(open, "run"), "--epochs", "1", .. Workplace.Settings]).Done();
        BrokenPromise.Unless(Tree.Read(cache, hidden: true).Count == 0, "expected nothing in the folder that may not be written");
        return "trains with a cache in the folder for temporary files" + (finished.Errors.Length > 0 ? ": " + finished.Errors.Trim() : "");
    }

    private string ReadOnlyData()
    {
        using var disk = new Mount(place.New("read-only"), Size);
        string data = Path.Combine(disk.Folder, "data");
        Tree.Copy(place.Data, data);
        disk.MakeReadOnly();
        string run = Path.Combine(place.New("from-read-only"), "run");
        place.Plain.Run(["train", data, "--out", run, "--epochs", "1", .. Workplace.Settings]).Done();
        return "trains";
    }
}
