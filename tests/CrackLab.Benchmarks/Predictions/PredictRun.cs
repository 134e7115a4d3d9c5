using System.Diagnostics;
using System.Globalization;

namespace CrackLab.Benchmarks.Predictions;

/// <summary>One run of <c>cracklab predict</c> as a process of its own.</summary>
/// <param name="Files">Rows that it wrote.</param>
/// <param name="Seconds">From its start to its end.</param>
/// <param name="ProcessorSeconds">Time of all processors.</param>
/// <param name="Memory">Resident memory in MiB, looked at again and again.</param>
internal sealed record PredictRun(int Files, double Seconds, double ProcessorSeconds, IReadOnlyList<long> Memory)
{
    private const int Megabyte = 1 << 20;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>Files a second.</summary>
    public double Rate => Files / Seconds;

    /// <summary>The most resident memory that was seen, in MiB.</summary>
    public long PeakMemory => Memory.Max();

    /// <summary>Resident memory in MiB at a part of the time, 0..1.</summary>
    public long MemoryAt(double part) => Memory[(int)(part * (Memory.Count - 1))];

    /// <summary>Runs the command.</summary>
    /// <param name="model">A model file.</param>
    /// <param name="photos">A folder.</param>
    /// <param name="csv">File to write.</param>
    public static PredictRun Of(string model, string photos, string csv)
    {
        var start = new ProcessStartInfo(Launcher(), ["predict", model, photos, "--csv", csv])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var clock = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        Task copying = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        List<long> memory = [];
        double processors = 0;
        while (!process.WaitForExit(BetweenLooks))
        {
            try
            {
                process.Refresh();
                memory.Add(process.WorkingSet64 / Megabyte);
                processors = process.TotalProcessorTime.TotalSeconds;
            }
            catch (InvalidOperationException)
            {
                // It ended just now.
            }
        }

        double seconds = clock.Elapsed.TotalSeconds;
        copying.Wait();
        return process.ExitCode == 0
            ? new PredictRun(File.ReadLines(csv).Count() - 1, seconds, processors, memory)
            : throw new InvalidOperationException($"cracklab predict: expected exit code 0, received {process.ExitCode.ToString(CultureInfo.InvariantCulture)}. Its message stands above.");
    }

    /// <summary>The command that the build puts beside this program.</summary>
    private static string Launcher()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        string path = Path.Combine(
            folder.Parent!.Parent!.FullName, "CrackLab.Cli", folder.Name, OperatingSystem.IsWindows() ? "cracklab.exe" : "cracklab");
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{path}: expected the command, found nothing. Build it: dotnet build -c Release", path);
    }
}
