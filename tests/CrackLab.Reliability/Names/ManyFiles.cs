using System.Diagnostics;
using System.Globalization;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Names;

/// <summary>Very many photos in one folder: what it costs in time and memory.</summary>
/// <param name="place">Data and a model.</param>
/// <param name="table">Where the cases go.</param>
/// <param name="count">How many.</param>
internal sealed class ManyFiles(Workplace place, CaseTable table, int count)
{
    private const int Broken = 1000;
    private const int KibibytesAMebibyte = 1024;

    private string? _data;

    private string Data => _data ??= Make();

    public void Try()
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"{count} files in one folder");
        table.Try($"{what}: inspect", null, () => Watched(["inspect", Data, "--json"]));
        table.Try($"{what}: predict --append, cut in the middle", null, Predict);
        table.Try($"{what}: clean {Broken} of them", null, () => Watched(["clean", Data, "--to", Aside]));
        table.Try($"{what}: clean --undo", null, Undo);
        table.Try($"{what}: train", null, () => Watched(
            ["train", Data, "--out", Path.Combine(place.New("many"), "run"), "--epochs", "1", "--size", "32", "--batch", "256", "--set", "keepTogether=duplicates"]));
    }

    private string Aside => Path.Combine(Path.GetDirectoryName(Data)!, "aside");

    private string Predict()
    {
        string csv = Path.Combine(place.New("many"), "p.csv");
        string[] arguments = ["predict", place.Model, Data, "--csv", csv, "--append"];
        using (Process process = place.Plain.Start(arguments))
        {
            // A pipe that nobody reads is full after some hundred lines, and holds it up.
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            Signals.WaitFor(process, () => File.Exists(csv) && new FileInfo(csv).Length > 100L * count / 2);
            process.Kill();
            process.WaitForExit();
        }

        string said = Watched(arguments);
        int rows = CsvRows.Count(csv, File.ReadLines(csv).First().Split(',').Length);
        BrokenPromise.Unless(rows == Total(), $"expected {Total()} rows, received {rows}");
        return said;
    }

    private string Undo()
    {
        string said = Watched(["clean", Data, "--to", Aside, "--undo"]);
        BrokenPromise.Unless(Directory.EnumerateFiles(Path.Combine(Data, "Positive")).Count() == count, "expected all of them back");
        return said;
    }

    private int Total() => Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).Count();

    /// <summary>Runs a command and gives its time and the most memory that it held.</summary>
    private string Watched(IReadOnlyList<string> arguments)
    {
        var clock = Stopwatch.StartNew();
        using Process process = place.Plain.Start(arguments);
        Task<Finished> waiting = Task.Run(() => Cracklab.Wait(process, clock));
        long most = 0;
        while (!waiting.Wait(TimeSpan.FromMilliseconds(20)))
        {
            most = Math.Max(most, PeakKibibytes(process.Id));
        }

        Finished finished = waiting.Result.Done();
        return string.Create(CultureInfo.InvariantCulture, $"{finished.Time.TotalSeconds:0.0} s, {most / KibibytesAMebibyte} MiB at most");
    }

    private static long PeakKibibytes(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(one => one.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It has ended, or this is another system.
            return 0;
        }
    }

    private string Make()
    {
        string data = Path.Combine(place.New("many"), "data"), many = Path.Combine(data, "Positive");
        Tree.Copy(Path.Combine(place.Data, "Negative"), Path.Combine(data, "Negative"));
        Directory.CreateDirectory(many);
        byte[][] photos = [.. Directory.EnumerateFiles(Path.Combine(place.Data, "Positive"), "0*.jpg").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        for (int i = 0; i < count; i++)
        {
            // A number behind the end of a photo makes each another file; decoders pass it over.
            byte[] bytes = i < Broken ? "no picture"u8.ToArray() : [.. photos[i % photos.Length], .. BitConverter.GetBytes(i)];
            File.WriteAllBytes(Path.Combine(many, string.Create(CultureInfo.InvariantCulture, $"{i:D6}.jpg")), bytes);
        }

        return data;
    }
}
