using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Disks;

/// <summary>Every verb that writes, on a disk with next to no room.</summary>
internal sealed class FullDisks(Workplace place, CaseTable table)
{
    private const string DiskFull = "received 'disk full'";
    private const string Old = "what was there before\n";
    private const int Small = 2048;
    private const int Large = 256 * 1024;

    public void Try()
    {
        foreach (string name in new Works(place).All(place.Below("none")).Select(work => work.Name))
        {
            table.Try($"full disk: {name}", Mount.Missing, () => OnFullDisk(name));
        }

        table.Try("full disk: train, then room", Mount.Missing, TrainGoesOn);
        table.Try("full disk: sweep, then room", Mount.Missing, SweepGoesOn);
        table.Try("full disk: pixel cache", Mount.Missing, Cache);
        table.Try("full disk: clean --undo", Mount.Missing, Undo);
        table.Try("full disk: data fetch --from", Mount.Missing, Fetch);
        foreach (string[] arguments in new string[][] { ["inspect", place.Data], ["predict", place.Model, place.Data, "--json"], ["runs", Path.GetDirectoryName(place.Model)!, "--json"] })
        {
            table.Try($"standard output on a full disk: {arguments[0]}", File.Exists("/dev/full") ? null : "there is no /dev/full", () => FullOutput(arguments));
        }
    }

    private string OnFullDisk(string name)
    {
        using var disk = new Mount(place.New("full"), Small);
        Work work = new Works(place).All(disk.Folder).Single(one => one.Name == name);
        if (work.IsFile)
        {
            File.WriteAllText(work.Target, Old);
        }

        disk.FillUpTo(free: 0);
        string line = place.Plain.Run(work.Arguments).Failed();
        BrokenPromise.Unless(line.Contains(DiskFull, StringComparison.Ordinal), $"expected the word that the disk is full, received: {line}");
        BrokenPromise.Unless(line.Contains(disk.Folder, StringComparison.Ordinal), $"expected the file's path, received: {line}");
        disk.Free();
        string[] half = [.. Tree.Read(disk.Folder).Keys.Where(path => !Path.GetFileName(path).StartsWith("sweep.", StringComparison.Ordinal))
            .Where(path => new FileInfo(Path.Combine(disk.Folder, path)).Length == 0 && path != "aside/quarantine.jsonl" && !path.StartsWith("sweep/claims", StringComparison.Ordinal) && path != "a.csv")];
        BrokenPromise.Unless(half.Length == 0, $"expected no empty files, received {string.Join(", ", half)}");
        if (work.IsFile)
        {
            BrokenPromise.Unless(File.ReadAllText(work.Target) == Old, $"{work.Target}: expected what was there before");
        }

        // With room the same command does what it was asked; what had begun is gone on with.
        string[] again = [.. work.Arguments, .. work.Name is "train" or "train --folds" or "sweep" ? new[] { "--resume" } : []];
        disk.Resize(Large);
        place.Plain.Run(again).Done();
        return line;
    }

    private string TrainGoesOn()
    {
        string whole = place.New("whole");
        string[] Arguments(string folder) => ["train", place.Data, "--out", Path.Combine(folder, "run"), "--epochs", "6", .. Workplace.Settings];
        place.Plain.Run(Arguments(whole)).Done();
        using var disk = new Mount(place.New("full"), Large);

        // Room for both checkpoints and for half of the next.
        disk.FillUpTo(free: 8_500_000);
        string line = place.Plain.Run(Arguments(disk.Folder)).Failed();
        BrokenPromise.Unless(line.Contains(DiskFull, StringComparison.Ordinal), $"expected the word that the disk is full, received: {line}");
        RunState.RequireWhole(Path.Combine(disk.Folder, "run"));
        BrokenPromise.Unless(File.Exists(Path.Combine(disk.Folder, "run", "checkpoints", "last.safetensors")), "expected the last good checkpoint");
        disk.Free();
        place.Plain.Run([.. Arguments(disk.Folder), "--resume"]).Done();
        Tree.RequireSame(RunState.Read(Path.Combine(whole, "run")), RunState.Read(Path.Combine(disk.Folder, "run")), "train");
        return line;
    }

    private string SweepGoesOn()
    {
        using var disk = new Mount(place.New("full"), Large);
        Work work = new Works(place).All(disk.Folder).Single(one => one.Name == "sweep");
        disk.FillUpTo(free: 8_500_000);
        string line = place.Plain.Run(work.Arguments).Failed();
        BrokenPromise.Unless(line.Contains(DiskFull, StringComparison.Ordinal) || line.Contains("database or disk is full", StringComparison.Ordinal), $"expected the word that the disk is full, received: {line}");
        disk.Free();
        string output = place.Plain.Run([.. work.Arguments, "--resume"]).Done().Output;
        BrokenPromise.Unless(output.Contains("2 trials, 4 epochs", StringComparison.Ordinal), $"expected the whole sweep, received: {output}");
        return line;
    }

    private string Cache()
    {
        using var disk = new Mount(place.New("full"), Small);
        var command = new Cracklab { Folder = place.Below(""), Cache = Path.Combine(disk.Folder, "cache") };
        string run = Path.Combine(place.New("cacheless"), "run");
        string line = command.Run(["train", place.Data, "--out", run, "--epochs", "1", .. Workplace.Settings]).Failed();
        BrokenPromise.Unless(line.Contains(disk.Folder, StringComparison.Ordinal) && line.Contains("free", StringComparison.Ordinal), $"expected the cache's folder and room, received: {line}");
        BrokenPromise.Unless(!Tree.Read(disk.Folder, hidden: true).Keys.Any(path => path.Contains("pixels", StringComparison.Ordinal) || path.Contains("tmp", StringComparison.Ordinal)), "expected no half cache");
        return line;
    }

    private string Undo()
    {
        using var disk = new Mount(place.New("full"), Large);
        string data = Path.Combine(disk.Folder, "data"), aside = Path.Combine(place.New("aside"), "q");
        Tree.Copy(place.Data, data);
        SortedDictionary<string, string> before = Tree.Read(data);
        place.Plain.Run("clean", data, "--to", aside).Done();
        disk.FillUpTo(free: 0);
        string line = place.Plain.Run("clean", data, "--to", aside, "--undo").Failed();
        disk.Free();
        foreach (string path in before.Keys)
        {
            BrokenPromise.Unless(File.Exists(Path.Combine(data, path)) || File.Exists(Path.Combine(aside, path)) || new FileInfo(Path.Combine(data, path)).LinkTarget is not null || new FileInfo(Path.Combine(aside, path)).LinkTarget is not null, $"{path}: expected in one place");
        }

        place.Plain.Run("clean", data, "--to", aside, "--undo").Done();
        Tree.RequireSame(before, Tree.Read(data, hidden: true), "undone");
        return line;
    }

    private string Fetch()
    {
        using var disk = new Mount(place.New("full"), 24 * 1024);
        string archive = new Kills.Scenarios.FetchArchive(place).File;
        string line = place.Plain.Run("data", "fetch", "--from", archive, "--out", Path.Combine(disk.Folder, "set")).Failed();
        BrokenPromise.Unless(line.Contains(DiskFull, StringComparison.Ordinal), $"expected the word that the disk is full, received: {line}");
        BrokenPromise.Unless(Tree.Read(disk.Folder).Count == 0, "expected no file of the set");
        return line;
    }

    private string FullOutput(string[] arguments)
    {
        var command = new Cracklab { Folder = place.Below(""), Cache = place.Plain.Cache, Before = ["/bin/sh", "-c", "exec \"$0\" \"$@\" > /dev/full"] };
        string line = command.Run(arguments).Failed();
        BrokenPromise.Unless(line.Contains("'standard output'", StringComparison.Ordinal) && line.Contains(DiskFull, StringComparison.Ordinal), $"expected standard output and that its disk is full, received: {line}");
        return line;
    }
}
