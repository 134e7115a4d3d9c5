using System.Diagnostics;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Together;

/// <summary>Two processes that begin in the same moment, none of which is sure to be first.</summary>
internal sealed class SameMoment(Workplace place, CaseTable table)
{
    private const int Rounds = 3;

    public void Try()
    {
        table.Try("same moment: one cache, train twice", null, OneCache);
        table.Try("same moment: one cache, one killed while it is built", null, OneCacheOneKilled);
        table.Try("same moment: one folder of runs, train twice without --out", null, OneFolderOfRuns);
        table.Try("same moment: one run, train twice", null, OneRun);
        table.Try("same moment: one run, train --resume twice", null, OneRunResumed);
        table.Try("same moment: one sweep", null, OneSweep);
        table.Try("same moment: one quarantine, clean twice", null, OneQuarantine);
        table.Try("same moment: one quarantine, clean of two datasets", null, OneQuarantineTwoSets);
        foreach (string name in new[] { "predict --csv", "export --onnx", "import", "inspect --groups", "runs --csv", "curves --html", "heatmap", "explain", "audit", "kernel install", "notebook run" })
        {
            table.Try($"same moment: one target, {name}", null, () => OneTarget(name));
        }
    }

    private string OneCache()
    {
        IReadOnlyDictionary<string, string> expected = Trained();
        for (int round = 0; round < Rounds; round++)
        {
            string folder = place.New("cache");
            var command = new Cracklab { Folder = folder, Cache = Path.Combine(folder, "cache") };
            (Finished one, Finished other) = Both(command, Train(Path.Combine(folder, "1")), Train(Path.Combine(folder, "2")));
            (_, _) = (one.Done(), other.Done());
            RequireOneCache(command.Cache);
            Tree.RequireSame(expected, RunState.Read(Path.Combine(folder, "1")), "first");
            Tree.RequireSame(expected, RunState.Read(Path.Combine(folder, "2")), "second");
        }

        return $"{Rounds} times: the same bits in both, one cache";
    }

    private string OneCacheOneKilled()
    {
        IReadOnlyDictionary<string, string> expected = Trained();
        string folder = place.New("cache");
        var command = new Cracklab { Folder = folder, Cache = Path.Combine(folder, "cache") };
        using Process killed = command.Start(Train(Path.Combine(folder, "1")));
        var clock = Stopwatch.StartNew();
        using Process other = command.Start(Train(Path.Combine(folder, "2")));
        Signals.WaitFor(killed, () => Directory.Exists(command.Cache) && Directory.EnumerateFileSystemEntries(command.Cache).Any());
        killed.Kill();
        killed.WaitForExit();
        Cracklab.Wait(other, clock).Done();
        Tree.RequireSame(expected, RunState.Read(Path.Combine(folder, "2")), "the other");
        command.Run([.. Train(Path.Combine(folder, "1")), .. Directory.Exists(Path.Combine(folder, "1")) ? new[] { "--resume" } : []]).Done();
        Tree.RequireSame(expected, RunState.Read(Path.Combine(folder, "1")), "the killed one, resumed");
        RequireOneCache(command.Cache);
        return "the other trains to the same bits; what the killed one left is removed";
    }

    private string OneFolderOfRuns()
    {
        string folder = place.New("runs");
        var command = new Cracklab { Folder = folder, Cache = place.Plain.Cache };
        string[] arguments = [.. Train("")[..2], .. Train("")[4..]];
        (Finished one, Finished other) = Both(command, arguments, arguments);
        (_, _) = (one.Done(), other.Done());
        string[] runs = Directory.GetDirectories(Path.Combine(folder, "runs"));
        BrokenPromise.Unless(runs.Length == 2, $"expected two runs, received {runs.Length}");
        foreach (string run in runs)
        {
            RunState.RequireWhole(run);
            Tree.RequireSame(Trained(), RunState.Read(run), run);
        }

        return "two runs: " + string.Join(", ", runs.Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private string OneRun()
    {
        string run = Path.Combine(place.New("run"), "run");
        string line = OneOfTwo(place.Plain, Train(run), run);
        Tree.RequireSame(Trained(), RunState.Read(run), "run");
        return line;
    }

    private string OneRunResumed()
    {
        string run = Path.Combine(place.New("run"), "run");
        using (Process half = place.Plain.Start(Train(run)))
        {
            Signals.WaitFor(half, () => File.Exists(Path.Combine(run, "checkpoints", "last.safetensors")));
            half.Kill();
            half.WaitForExit();
        }

        string line = OneOfTwo(place.Plain, [.. Train(run), "--resume"], run);
        Tree.RequireSame(Trained(), RunState.Read(run), "run");
        return line;
    }

    private string OneSweep()
    {
        Work work = new Works(place).All(place.New("sweep")).Single(one => one.Name == "sweep");
        string[] arguments = [.. work.Arguments, "--resume"];
        (Finished one, Finished other) = Both(place.Plain, arguments, arguments);
        BrokenPromise.Unless(
            one.Done().Output.Contains("2 trials, 4 epochs", StringComparison.Ordinal) && other.Done().Output.Contains("2 trials, 4 epochs", StringComparison.Ordinal),
            $"expected each epoch trained once, received: {one.Output} {other.Output}");
        return "both work at it; each epoch is trained once";
    }

    private string OneQuarantine()
    {
        string data = new Works(place).Copy(), aside = Path.Combine(place.New("aside"), "q");
        SortedDictionary<string, string> before = Tree.Read(data);
        string[] arguments = ["clean", data, "--to", aside];
        (Finished one, Finished other) = Both(place.Plain, arguments, arguments);
        string[] lines = [.. new[] { one, other }.Where(end => end.ExitCode != 0).Select(end => end.Failed())];
        BrokenPromise.Unless(lines.Length < 2, $"expected one at least to do it, received: {string.Join(' ', lines)}");
        Finished again = place.Plain.Run(arguments).Done();
        BrokenPromise.Unless(Moved(data, aside).SequenceEqual(before.Keys, StringComparer.Ordinal), "expected each file in one place");
        place.Plain.Run([.. arguments, "--undo"]).Done();
        Tree.RequireSame(before, Tree.Read(data, hidden: true), "undone");
        return lines.Length == 0 ? $"one after the other; then: {again.Output.Trim()}" : lines[0];
    }

    private string OneQuarantineTwoSets()
    {
        string[] data = [new Works(place).Copy(), new Works(place).Copy()];
        SortedDictionary<string, string>[] before = [Tree.Read(data[0]), Tree.Read(data[1])];
        string aside = Path.Combine(place.New("aside"), "q");
        string[] Clean(int set) => ["clean", data[set], "--to", aside];
        (Finished one, Finished other) = Both(place.Plain, Clean(0), Clean(1));
        string[] lines = [.. new[] { one, other }.Where(end => end.ExitCode != 0).Select(end => end.Failed())];
        string refused = lines.Length > 0 ? lines[0] : "one after the other";
        place.Plain.Run("clean", data[0], "--to", aside, "--undo").Done();
        for (int set = 0; set < data.Length; set++)
        {
            Tree.RequireSame(before[set], Tree.Read(data[set], hidden: true), $"dataset {set + 1}, undone");
        }

        return refused;
    }

    /// <summary>Whoever comes second replaces what the first one wrote, or is told of it: what is there is whole.</summary>
    private string OneTarget(string name)
    {
        var works = new Works(place);
        Work alone = works.All(place.New("alone")).Single(one => one.Name == name);
        place.Plain.Run(alone.Arguments).Done();
        string[] expected = Names(alone.Target);
        Work work = works.All(place.New("target")).Single(one => one.Name == name);
        (Finished one, Finished other) = Both(place.Plain, work.Arguments, work.Arguments);
        string[] lines = [.. new[] { one, other }.Where(end => end.ExitCode != 0).Select(end => end.Failed())];
        BrokenPromise.Unless(lines.Length < 2, $"expected one at least to do it, received: {string.Join(' ', lines)}");
        string[] received = Names(work.Target);
        BrokenPromise.Unless(expected.SequenceEqual(received, StringComparer.Ordinal), $"expected {string.Join(' ', expected)}, received {string.Join(' ', received)}");
        return lines.Length == 0 ? "both done, one whole result" : lines[0];
    }

    private static string[] Names(string target) => [.. Tree.Read(Path.GetDirectoryName(target)!, hidden: true).Keys];

    /// <summary>Starts two that cannot both have their way, and requires that one has.</summary>
    /// <returns>What the other was told.</returns>
    private static string OneOfTwo(Cracklab command, IReadOnlyList<string> arguments, string run)
    {
        (Finished one, Finished other) = Both(command, arguments, arguments);
        (Finished done, Finished refused) = one.ExitCode == 0 ? (one, other) : (other, one);
        done.Done();
        string line = refused.Failed();
        BrokenPromise.Unless(
            line.Contains(run, StringComparison.Ordinal) && (line.Contains("held by process ", StringComparison.Ordinal) || line.Contains("taken", StringComparison.Ordinal)),
            $"expected word that the run is another's, received: {line}");
        return line;
    }

    private static (Finished One, Finished Other) Both(Cracklab command, IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var clock = Stopwatch.StartNew();
        using Process first = command.Start(one), second = command.Start(other);
        Task<Finished> waiting = Task.Run(() => Cracklab.Wait(first, clock));
        Finished end = Cracklab.Wait(second, clock);
        return (waiting.GetAwaiter().GetResult(), end);
    }

    private void RequireOneCache(string cache)
    {
        _ = Trained();
        Tree.RequireSame(Tree.Read(Undisturbed.Cache, hidden: true), Tree.Read(cache, hidden: true), "cache");
    }

    private static IEnumerable<string> Moved(string data, string aside) => Tree.Read(data).Keys
        .Concat(Tree.Read(aside).Keys.Where(path => path != "quarantine.jsonl")).Order(StringComparer.Ordinal);

    private Cracklab Undisturbed => new() { Folder = place.Below(""), Cache = place.Below("undisturbed-cache") };

    private string[] Train(string run) => ["train", place.Data, "--out", run, "--epochs", "4", .. Workplace.Settings];

    private IReadOnlyDictionary<string, string> Trained()
    {
        string run = place.Below("undisturbed-run");
        if (!Directory.Exists(run))
        {
            Undisturbed.Run(Train(run)).Done();
        }

        return RunState.Read(run);
    }
}
