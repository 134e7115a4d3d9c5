using System.Diagnostics;
using System.Globalization;
using CrackLab.Experiments;
using CrackLab.Tracking;

namespace CrackLab.Benchmarks.Comparison;

/// <summary>The line for everything together: from a folder of JPEG files to a trained CrackNet and its accuracy.</summary>
/// <param name="data">Folder of pictures, one subfolder a class.</param>
/// <param name="groups">CSV of photo groups, or <see langword="null"/>.</param>
/// <param name="changes">Settings other than the usual ones, such as "limit=1000".</param>
internal sealed class EndToEnd(string? data, string? groups, IReadOnlyList<string> changes)
{
    /// <summary>Name on the command line.</summary>
    public const string Name = "end-to-end";

    /// <summary>What is done.</summary>
    public const string Title = "JPEG folder to tested CrackNet";

    private const double LeastAccuracy = 0.99;
    private const double Target = 2.5;

    private readonly List<double> _ours = [];
    private readonly List<double> _peer = [];
    private readonly List<double> _accuracies = [];
    private readonly List<double> _peerAccuracies = [];
    private int _pictures;

    /// <summary>Why it cannot be measured, or <see langword="null"/>.</summary>
    public string? Obstacle => data is not null && Directory.Exists(data) && Directory.GetDirectories(data).Length > 1
        ? null
        : $"{Name}: expected --crops DIR with one subfolder a class, received {data ?? "none"}. Left out.";

    /// <summary>Trains with both sides in turns, each time from nothing.</summary>
    /// <param name="repeats">How often.</param>
    /// <param name="ours">Our side.</param>
    /// <param name="python">The peer's side, or <see langword="null"/> where it is missing.</param>
    public IReadOnlyList<Result> Run(int repeats, WorkerProgram ours, WorkerProgram? python)
    {
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            string folder = Directory.CreateTempSubdirectory("cracklab-end-to-end-").FullName;
            try
            {
                RunOnce(folder, ours, python);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return [Summarize()];
    }

    private void RunOnce(string folder, WorkerProgram ours, WorkerProgram? python)
    {
        RunFolder run = Train(folder, ours);
        if (python is not null)
        {
            string cores = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture);
            ModelChoice.Build(HyperParametersJson.Read(RunRecord.Read(run.RecordFile).Settings, run.RecordFile), classes: 2)
                .Save(Path.Combine(run.Path, "initial.safetensors"));
            ProcessStartInfo start = python.Start(Name, data!, run.Path, cores);
            start.Environment["OMP_NUM_THREADS"] = cores;
            Time(start, "PyTorch", _peer, _peerAccuracies);
        }
    }

    /// <summary>Our training with a cache of its own, which is gone before the peer's turn.</summary>
    private RunFolder Train(string folder, WorkerProgram ours)
    {
        string run = Path.Combine(folder, "run");
        string cache = Path.Combine(folder, "cache");
        ProcessStartInfo start = ours.Start(
        [
            data!, run, .. groups is null ? (string[])[] : ["--groups", groups], .. changes.SelectMany(change => new[] { "--set", change }),
        ]);
        start.Environment["CRACKLAB_CACHE"] = cache;
        Time(start, "CrackLab", _ours, _accuracies);
        Directory.Delete(cache, recursive: true);
        RunFolder made = RunFolder.Open(run);
        _pictures = File.ReadLines(made.SplitFile).Count() - 1;
        return made;
    }

    private static void Time(ProcessStartInfo start, string label, List<double> seconds, List<double> accuracies)
    {
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        accuracies.Add(process.ExitCode == 0
            ? double.Parse(output.Trim().Split('\n')[^1], CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{label}: expected exit code 0, received {process.ExitCode}. Its message stands above."));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {label}: {seconds[^1]:F1} s, accuracy {accuracies[^1]:F4}"));
    }

    private Result Summarize()
    {
        bool hasPeer = _peer.Count > 0;
        string accuracies = string.Join(" and ", new[] { _accuracies, _peerAccuracies }.Where(all => all.Count > 0).Select(
            all => all.Min().ToString("F4", CultureInfo.InvariantCulture)));
        string verdict = _accuracies.Concat(_peerAccuracies).Min() < LeastAccuracy ? $", **below {LeastAccuracy.ToString(CultureInfo.InvariantCulture)}**" : "";
        string title = string.Create(CultureInfo.InvariantCulture, $"{Title}, {_pictures:N0} pictures, accuracy {accuracies}{verdict}");
        return new(title, "s", Middle(_ours), hasPeer ? Middle(_peer) : null, hasPeer ? "PIL and PyTorch channels_last" : PeerVersions.HowToInstallPython)
        {
            IsTime = true,
            Target = Target,
            BestRatio = hasPeer ? _peer.Min() / _ours.Min() : null,
        };
    }

    private static double Middle(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
