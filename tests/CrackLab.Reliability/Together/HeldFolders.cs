using System.Diagnostics;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Together;

/// <summary>A folder that a process holds: others are told whose it is, and once it was killed the next one has it at once.</summary>
internal sealed class HeldFolders(Workplace place, CaseTable table)
{
    private readonly HeldWorks _works = new(place);
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _undisturbed = new(StringComparer.Ordinal);

    public void Try()
    {
        foreach (string name in HeldWorks.Names)
        {
            table.Try($"held: {name}", Signals.Missing, () => Refused(name));
            table.Try($"freed by a kill: {name}", Signals.Missing, () => Freed(name));
        }

        table.Try("held: a run, sweep", Signals.Missing, SweepWaits);
        table.Try("held: clean, while clean --undo comes", Signals.Missing, UndoComesToClean);
        table.Try("held: predict --append", Signals.Missing, TableOfAnother);
        table.Try("freed by a kill: predict --append", Signals.Missing, TableOfAKilledOne);
    }

    /// <summary>Stops a process while it holds its folder, and sends another.</summary>
    private string Refused(string name)
    {
        HeldWork work = _works.Prepare(name, place.New("held"));
        var clock = Stopwatch.StartNew();
        using Process holder = place.Plain.Start(work.Arguments);
        Signals.WaitFor(holder, () => IsHeld(Path.GetDirectoryName(work.Lock)!, holder));
        Signals.Send(holder, "STOP");
        Finished second = place.Plain.Run(work.Again);
        Signals.Send(holder, "CONT");
        Finished first = Cracklab.Wait(holder, clock);
        string line = second.Failed();
        RequireHolder(line, holder);
        first.Done();
        Tree.RequireSame(Undisturbed(name), work.Result(), name);
        return line;
    }

    /// <summary>Kills a process while it holds its folder, and sends another.</summary>
    private string Freed(string name)
    {
        HeldWork work = _works.Prepare(name, place.New("freed"));
        using Process holder = place.Plain.Start(work.Arguments);
        Signals.WaitFor(holder, () => IsHeld(Path.GetDirectoryName(work.Lock)!, holder));
        holder.Kill();
        holder.WaitForExit();
        bool isThere = File.Exists(work.Lock);
        place.Plain.Run(work.Again).Done();
        Tree.RequireSame(Undisturbed(name), work.Result(), name);
        BrokenPromise.Unless(!File.Exists(work.Lock), $"{work.Lock}: expected none at the end");
        return $"the next one goes on at once{(isThere ? "; the locked file was still there" : "")}";
    }

    /// <summary>A trial whose process stands still is not taken from it: the other trains the rest and waits for it.</summary>
    private string SweepWaits()
    {
        string folder = place.New("sweep");
        Work work = new Works(place).All(folder).Single(one => one.Name == "sweep");
        var clock = Stopwatch.StartNew();
        using Process first = place.Plain.Start(work.Arguments);
        Signals.WaitFor(first, () => Directory.Exists(Path.Combine(work.Target, "trials")) && Directory.GetDirectories(Path.Combine(work.Target, "trials")).Any(trial => IsHeld(trial, first)));
        Signals.Send(first, "STOP");
        using Process second = place.Plain.Start([.. work.Arguments, "--resume"]);
        int Trained() => Directory.GetDirectories(Path.Combine(work.Target, "trials")).Count(trial => Lines(Path.Combine(trial, "history.csv")) == 3);
        Signals.WaitFor(second, () => Trained() == 1);
        Thread.Sleep(TimeSpan.FromSeconds(2));
        BrokenPromise.Unless(!second.HasExited && Trained() == 1, "expected the second process to wait for the trial of the first");
        Signals.Send(first, "CONT");
        Finished one = Cracklab.Wait(first, clock).Done(), other = Cracklab.Wait(second, clock).Done();
        BrokenPromise.Unless(
            one.Output.Contains("2 trials, 4 epochs", StringComparison.Ordinal) && other.Output.Contains("2 trials, 4 epochs", StringComparison.Ordinal),
            $"expected each epoch trained once, received: {one.Output} {other.Output}");
        return "the second trains the other trial and waits; each epoch is trained once";
    }

    private string UndoComesToClean()
    {
        string folder = place.New("both-ways");
        HeldWork clean = _works.Prepare("clean", folder);
        var clock = Stopwatch.StartNew();
        using Process holder = place.Plain.Start(clean.Arguments);
        Signals.WaitFor(holder, () => IsHeld(Path.GetDirectoryName(clean.Lock)!, holder) && File.Exists(Path.Combine(Path.GetDirectoryName(clean.Lock)!, "quarantine.jsonl")));
        Signals.Send(holder, "STOP");
        Finished undo = place.Plain.Run([.. clean.Arguments, "--undo"]);
        Signals.Send(holder, "CONT");
        Finished first = Cracklab.Wait(holder, clock);
        string line = undo.Failed();
        RequireHolder(line, holder);
        first.Done();
        Tree.RequireSame(Undisturbed("clean"), clean.Result(), "clean");
        return line;
    }

    private string TableOfAnother()
    {
        string csv = Path.Combine(place.New("table"), "p.csv");
        string[] arguments = ["predict", place.Model, place.Data, place.Data, place.Data, "--csv", csv, "--append"];
        var clock = Stopwatch.StartNew();
        using Process holder = place.Plain.Start(arguments);
        Signals.WaitFor(holder, () => File.Exists(csv));
        Signals.Send(holder, "STOP");
        Finished second = place.Plain.Run(arguments);
        Signals.Send(holder, "CONT");
        Finished first = Cracklab.Wait(holder, clock);
        string line = second.Failed();
        BrokenPromise.Unless(line.Contains(csv, StringComparison.Ordinal), $"expected the table, received: {line}");
        first.Done();
        RunState.RequireWholeTable(csv);
        return line;
    }

    private string TableOfAKilledOne()
    {
        string csv = Path.Combine(place.New("table"), "p.csv");
        string[] arguments = ["predict", place.Model, place.Data, "--csv", csv, "--append"];
        using Process holder = place.Plain.Start(arguments);
        Signals.WaitFor(holder, () => File.Exists(csv));
        holder.Kill();
        holder.WaitForExit();
        place.Plain.Run(arguments).Done();
        RunState.RequireWholeTable(csv);
        return "the next one goes on at once";
    }

    // What a killed one has left is no lock; and to try the lock would be to take it.
    private static bool IsHeld(string folder, Process holder) => Directory.Exists(folder)
        && Directory.EnumerateFiles(folder, "*holder").Any(file => Text(file).Contains($"\"process\":{holder.Id},", StringComparison.Ordinal));

    private static void RequireHolder(string line, Process holder) => BrokenPromise.Unless(
        line.Contains($"held by process {holder.Id} on '{Environment.MachineName}' since ", StringComparison.Ordinal),
        $"expected word that process {holder.Id} holds it, received: {line}");

    private static int Lines(string file) => Text(file).Count(letter => letter == '\n');

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            // It is being written, or gone already.
            return "";
        }
    }

    private IReadOnlyDictionary<string, string> Undisturbed(string name)
    {
        if (!_undisturbed.TryGetValue(name, out IReadOnlyDictionary<string, string>? result))
        {
            HeldWork work = _works.Prepare(name, place.New("undisturbed"));
            place.Plain.Run(work.Arguments).Done();
            _undisturbed[name] = result = work.Result();
        }

        return result;
    }
}
