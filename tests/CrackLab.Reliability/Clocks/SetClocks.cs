using System.Diagnostics;
using System.Globalization;
using CrackLab.Engine.Serialization;
using CrackLab.Reliability.Support;
using CrackLab.Tracking;
using RunState = CrackLab.Reliability.Support.RunState;

namespace CrackLab.Reliability.Clocks;

/// <summary>Clocks that are set while the command runs, or between one run and the next.</summary>
internal sealed class SetClocks(Workplace place, CaseTable table)
{
    private const string Frozen = "2026-01-02 03:04:05";
    private const string FrozenName = "20260102-030405";
    private const string Epochs = "12";

    public void Try()
    {
        table.Try("clock set back a day: train", FakeClock.Missing, TrainUnder);
        table.Try("clock set back a day between: train, killed, --resume", FakeClock.Missing, ResumeBefore);
        table.Try("clock set back a day: sweep", FakeClock.Missing, SweepUnder);
        table.Try("clocks a day apart: two at one sweep", FakeClock.Missing, SweepApart);
        table.Try("clock set back while another holds a run: train --resume", FakeClock.Missing ?? Signals.Missing, HeldFromTheFuture);
        table.Try("clock that stands still: two runs without --out", FakeClock.Missing, TwoOfOneSecond);
        table.Try("clock set back a day: clean, then undo", FakeClock.Missing, CleanUnder);
        table.Try("clock set back a day: predict --append", FakeClock.Missing, PredictUnder);
        table.Try("clock set back a day: runs and curves", FakeClock.Missing, Shown);
        table.Try("clock before 1980: train, data sample, notebook run, kernel install", FakeClock.Missing, LongAgo);
    }

    private string TrainUnder()
    {
        string folder = place.New("clock"), run = Path.Combine(folder, "run");
        var clock = new FakeClock(folder, FakeClock.Right);
        Finished end = Disturbed(clock.For(place.Plain), Train(run), () => Rows(run) > 2, () => clock.Set(FakeClock.Yesterday));
        end.Done();
        RunRecord record = RunRecord.Read(RunFolder.Open(run).RecordFile);
        BrokenPromise.Unless(record.Finished < record.Started, $"expected a run that ended before it began, received {record.Started:O} to {record.Finished:O}: the clock was not set in time");
        RunState.RequireWhole(run);
        Tree.RequireSame(Trained(), RunState.Read(run), "train");
        return $"the same bits; begun {Day(record.Started)}, ended {Day(record.Finished)}";
    }

    private string ResumeBefore()
    {
        string folder = place.New("clock"), run = Path.Combine(folder, "run");
        using (Process process = place.Plain.Start(Train(run)))
        {
            Signals.WaitFor(process, () => Rows(run) > 2);
            process.Kill();
            process.WaitForExit();
        }

        new FakeClock(folder, FakeClock.Yesterday).For(place.Plain).Run([.. Train(run), "--resume"]).Done();
        Tree.RequireSame(Trained(), RunState.Read(run), "train");
        return "the same bits";
    }

    private string SweepUnder()
    {
        string folder = place.New("clock");
        Work work = Sweep(folder);
        var clock = new FakeClock(folder, FakeClock.Right);
        Finished end = Disturbed(clock.For(place.Plain), work.Arguments, () => Directory.Exists(Path.Combine(work.Target, "trials")), () => clock.Set(FakeClock.Yesterday));
        RequireOnce(end);
        return "each epoch is trained once";
    }

    private string SweepApart()
    {
        string folder = place.New("clock");
        Work work = Sweep(folder);
        string[] arguments = [.. work.Arguments, "--resume"];
        var late = new FakeClock(folder, FakeClock.Yesterday);
        var watch = Stopwatch.StartNew();
        using Process other = late.For(place.Plain).Start(arguments);
        Finished one = place.Plain.Run(arguments);
        RequireOnce(one);
        RequireOnce(Cracklab.Wait(other, watch));
        return "each epoch is trained once";
    }

    /// <summary>To who is told of it, the holder took the run tomorrow: it holds it all the same.</summary>
    private string HeldFromTheFuture()
    {
        string folder = place.New("clock"), run = Path.Combine(folder, "run");
        var watch = Stopwatch.StartNew();
        using Process holder = place.Plain.Start(Train(run));
        Signals.WaitFor(holder, () => Rows(run) > 1 && File.Exists(Path.Combine(run, FolderLock.FileName)));
        Signals.Send(holder, "STOP");
        Finished second = new FakeClock(folder, FakeClock.Yesterday).For(place.Plain).Run([.. Train(run), "--resume"]);
        Signals.Send(holder, "CONT");
        Finished first = Cracklab.Wait(holder, watch);
        string line = second.Failed();
        BrokenPromise.Unless(line.Contains($"held by process {holder.Id} ", StringComparison.Ordinal), $"expected word that process {holder.Id} holds it, received: {line}");
        first.Done();
        return line;
    }

    private string TwoOfOneSecond()
    {
        string folder = place.New("clock");
        Cracklab command = new FakeClock(folder, Frozen).For(new Cracklab { Folder = folder, Cache = place.Plain.Cache });
        string[] arguments = ["train", place.Data, "--epochs", "1", .. Workplace.Settings];
        command.Run(arguments).Done();
        command.Run(arguments).Done();
        string[] runs = [.. Directory.GetDirectories(Path.Combine(folder, "runs")).Select(run => Path.GetFileName(run)).Order(StringComparer.Ordinal)];
        BrokenPromise.Unless(runs is [var one, var other] && one.StartsWith(FrozenName, StringComparison.Ordinal) && other == $"{one}-2", $"expected two runs of one second, received {string.Join(", ", runs)}");
        return string.Join(", ", runs);
    }

    private string CleanUnder()
    {
        string folder = place.New("clock"), data = new Works(place).Copy(), aside = Path.Combine(folder, "aside");
        SortedDictionary<string, string> before = Tree.Read(data);
        place.Plain.Run("clean", data, "--to", aside).Done();
        string photo = Path.Combine(data, "Positive", "later.jpg");
        File.WriteAllText(photo, "no picture");
        Cracklab late = new FakeClock(folder, FakeClock.Yesterday).For(place.Plain);
        late.Run("clean", data, "--to", aside).Done();
        BrokenPromise.Unless(!File.Exists(photo), "expected the later file moved, too");
        late.Run("clean", data, "--to", aside, "--undo").Done();
        File.Delete(photo);
        Tree.RequireSame(before, Tree.Read(data, hidden: true), "undone");
        return "all of it is put back";
    }

    private string PredictUnder()
    {
        string folder = place.New("clock"), csv = Path.Combine(folder, "p.csv");
        var clock = new FakeClock(folder, FakeClock.Right);
        string[] arguments = ["predict", place.Model, place.Data, "--csv", csv, "--append"];
        Finished end = Disturbed(clock.For(place.Plain), arguments, () => File.Exists(csv), () => clock.Set(FakeClock.Yesterday));
        end.Done();
        clock.For(place.Plain).Run(arguments).Done();
        RunState.RequireWholeTable(csv);
        foreach (string row in File.ReadLines(csv).Skip(1).Where(row => row.EndsWith(',')))
        {
            double milliseconds = double.Parse(row.Split(',')[4], CultureInfo.InvariantCulture);
            BrokenPromise.Unless(milliseconds is >= 0 and < 60_000, $"expected a time that a photo may take, received {milliseconds} ms");
        }

        return "no time is negative, no row twice";
    }

    private string Shown()
    {
        string folder = place.New("clock"), run = Path.Combine(folder, "run");
        place.Plain.Run(Train(run)).Done();
        Cracklab late = new FakeClock(folder, FakeClock.Yesterday).For(place.Plain);
        late.Run("runs", folder, "--json").Done();
        late.Run("curves", run, "--html", Path.Combine(folder, "c.html")).Done();
        return late.Run("evaluate", run).Done().Output.Split('\n')[0];
    }

    private string LongAgo()
    {
        string folder = place.New("clock");
        Cracklab command = new FakeClock(folder, "1975-01-02 03:04:05").For(place.Plain);
        foreach (Work work in new Works(place).All(place.New("long-ago")).Where(one => one.Name is "train" or "data sample" or "notebook run" or "kernel install" or "export --onnx" or "heatmap"))
        {
            try
            {
                command.Run(work.Arguments).Done();
            }
            catch (BrokenPromise problem)
            {
                throw new BrokenPromise($"{work.Name}: {problem.Message}");
            }
        }

        return "all done";
    }

    private static void RequireOnce(Finished end) => BrokenPromise.Unless(
        end.Done().Output.Contains("2 trials, 4 epochs", StringComparison.Ordinal), $"expected each epoch trained once, received: {end.Output}");

    private Work Sweep(string folder) => new Works(place).All(folder).Single(one => one.Name == "sweep");

    private string[] Train(string run) => ["train", place.Data, "--out", run, "--epochs", Epochs, .. Workplace.Settings];

    private IReadOnlyDictionary<string, string> Trained()
    {
        string run = place.Below("undisturbed-run");
        if (!Directory.Exists(run))
        {
            place.Plain.Run(Train(run)).Done();
        }

        return RunState.Read(run);
    }

    private static string Day(DateTimeOffset? time) => string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd}");

    private static int Rows(string run)
    {
        string path = Path.Combine(run, "history.csv");
        return File.Exists(path) ? File.ReadAllLines(path).Length - 1 : 0;
    }

    private static Finished Disturbed(Cracklab command, IReadOnlyList<string> arguments, Func<bool> isTime, Action disturb)
    {
        var clock = Stopwatch.StartNew();
        using Process process = command.Start(arguments);
        Signals.WaitFor(process, isTime);
        disturb();
        return Cracklab.Wait(process, clock);
    }
}
