using System.Diagnostics;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Disks;

/// <summary>Folders that are taken away while somebody is at work in them, as a network disk may be.</summary>
internal sealed class VanishingDisks(Workplace place, CaseTable table)
{
    private const int Size = 262144;
    private const string Epochs = "400";

    public void Try()
    {
        table.Try("vanishing folder: the run, train", Missing(), RunMovedAway);
        table.Try("vanishing disk: the run, train", Mount.Missing, RunUnmounted);
        table.Try("vanishing folder: the photos, train", null, PhotosDeleted);
        table.Try("vanishing disk: the photos, predict", Mount.Missing, PhotosUnmounted);
        table.Try("vanishing disk: the photos, inspect", Mount.Missing, PhotosUnmountedInspect);
        table.Try("damaged file: the pixel cache cut short, train", Missing(), CacheCut);
    }

    private static string? Missing() => OperatingSystem.IsWindows() ? "Windows lets nobody take away what is open" : null;

    private string RunMovedAway()
    {
        string folder = place.New("away"), run = Path.Combine(folder, "run"), elsewhere = Path.Combine(folder, "elsewhere");
        Finished end = Disturbed(place.Plain, Train(run), () => Rows(run) > 2, () => Directory.Move(run, elsewhere));
        string line = end.Failed();
        BrokenPromise.Unless(line.Contains(run, StringComparison.Ordinal) && line.Contains("expected the folder", StringComparison.Ordinal) && line.Contains("began in", StringComparison.Ordinal), $"expected word that the folder is gone, received: {line}");
        BrokenPromise.Unless(!Path.Exists(run), "expected no half of a run in its place");
        Directory.Move(elsewhere, run);
        GoesOn(run);
        return line;
    }

    private string RunUnmounted()
    {
        var disk = new Mount(place.New("vanishing"), Size);
        string run = Path.Combine(disk.Folder, "run");
        Finished end = Disturbed(place.Plain, Train(run), () => Rows(run) > 2, disk.TakeAway);
        string line = end.Failed();
        BrokenPromise.Unless(line.Contains(run, StringComparison.Ordinal), $"expected word that the folder is gone, received: {line}");
        BrokenPromise.Unless(!Path.Exists(run), "expected nothing under the mount point");
        return line;
    }

    private string PhotosDeleted()
    {
        string data = new Works(place).Copy(), run = Path.Combine(place.New("photoless"), "run");
        string[] arguments = ["train", data, "--out", run, "--epochs", "60", .. Workplace.Settings];
        Finished end = Disturbed(place.Plain, arguments, () => Rows(run) > 2, () => Directory.Delete(data, recursive: true));
        end.Done();
        RunState.RequireWhole(run);
        return "trains to the end from its cache";
    }

    private string PhotosUnmounted()
    {
        var disk = new Mount(place.New("vanishing"), Size);
        for (int copy = 0; copy < 40; copy++)
        {
            Tree.Copy(place.Data, Path.Combine(disk.Folder, $"{copy}"));
        }

        int photos = Directory.EnumerateFiles(disk.Folder, "*", SearchOption.AllDirectories).Count(file => Path.GetExtension(file) != ".json");
        string csv = Path.Combine(place.New("vanished"), "p.csv");
        Finished end = Disturbed(place.Plain, ["predict", place.Model, disk.Folder, "--csv", csv, "--append"], () => File.Exists(csv) && new FileInfo(csv).Length > 20_000, disk.TakeAway);
        end.Done();
        string[] rows = File.ReadAllLines(csv);
        int told = rows.Count(row => row.Contains("found nothing", StringComparison.Ordinal));
        BrokenPromise.Unless(told > 0 && rows.Length <= photos + 1, $"expected rows that tell of what is gone, received {told} in {rows.Length}");
        return $"{rows.Length - 1 - told} photos predicted, {told} rows 'expected a file, found nothing'";
    }

    private string PhotosUnmountedInspect()
    {
        var disk = new Mount(place.New("vanishing"), Size);
        for (int copy = 0; copy < 40; copy++)
        {
            Tree.Copy(Path.Combine(place.Data, "Positive"), Path.Combine(disk.Folder, "Positive", $"{copy}"));
        }

        Finished end = Disturbed(place.Plain, ["inspect", disk.Folder, "--json"], () => true, disk.TakeAway, waitMilliseconds: 450);
        return end.ExitCode == 0
            ? $"{end.Output.Split('\n').Count(line => line.Contains("Unreadable", StringComparison.Ordinal))} lines Unreadable"
            : end.Failed();
    }

    private string CacheCut()
    {
        string folder = place.New("cut"), run = Path.Combine(folder, "run"), cache = Path.Combine(folder, "cache");
        var command = new Cracklab { Folder = folder, Cache = cache };
        Finished end = Disturbed(command, Train(run), () => Rows(run) > 2, () =>
        {
            foreach (string file in Directory.GetFiles(cache, "*.pixels"))
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                stream.SetLength(100);
            }
        });
        string line = end.Failed();
        BrokenPromise.Unless(line.Contains("Pixel cache", StringComparison.Ordinal), $"expected word of the cache, received: {line}");
        GoesOn(run);
        return line;
    }

    private string[] Train(string run) => ["train", place.Data, "--out", run, "--epochs", Epochs, .. Workplace.Settings];

    private void GoesOn(string run)
    {
        int before = Rows(run);
        Finished end = Disturbed(place.Plain, [.. Train(run), "--resume"], () => Rows(run) > before + 1, () => { }, stop: true);
        BrokenPromise.Unless(end.Errors.Contains("everything so far is saved", StringComparison.Ordinal), $"expected to go on, received: {end.Errors}");
    }

    /// <summary>Rows of history.csv.</summary>
    private static int Rows(string run)
    {
        string path = Path.Combine(run, "history.csv");
        return File.Exists(path) ? File.ReadAllLines(path).Length - 1 : 0;
    }

    private static Finished Disturbed(
        Cracklab command, IReadOnlyList<string> arguments, Func<bool> isTime, Action disturb, bool stop = false, int waitMilliseconds = 0)
    {
        var clock = Stopwatch.StartNew();
        using Process process = command.Start(arguments);
        Thread.Sleep(waitMilliseconds);
        while (!process.HasExited && !isTime())
        {
            Thread.Sleep(2);
        }

        disturb();
        if (stop)
        {
            using Process signal = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!;
            signal.WaitForExit();
        }

        return Cracklab.Wait(process, clock);
    }
}
