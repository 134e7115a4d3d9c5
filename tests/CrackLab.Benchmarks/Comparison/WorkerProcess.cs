using System.Diagnostics;
using System.Globalization;

namespace CrackLab.Benchmarks.Comparison;

/// <summary>A running side of a comparison, which works when told to.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly int _rounds;

    private WorkerProcess(Process process, Contender contender, int rounds)
    {
        _process = process;
        Contender = contender;
        _rounds = rounds;
    }

    /// <summary>Which side it is.</summary>
    public Contender Contender { get; }

    /// <summary>Pictures a second, one value a repeat.</summary>
    public List<double> Rates { get; } = [];

    /// <summary>The middle rate.</summary>
    public double MedianRate => Rates.Order().ElementAt(Rates.Count / 2);

    /// <summary>Starts a side and waits until it is ready.</summary>
    public static WorkerProcess Start(Contender contender, Work work, string folder)
    {
        var worker = new WorkerProcess(Process.Start(contender.Start("time", work, folder))!, contender, work.Rounds());
        worker.Read();
        return worker;
    }

    /// <summary>Has a side write what it computes, to be compared.</summary>
    public static void Check(Contender contender, Work work, string folder, string output)
    {
        if (contender.Preparation is { } preparation)
        {
            Finish(contender, preparation.Start("onnx", folder));
        }

        Finish(contender, contender.Start("check", work, folder, output));
    }

    /// <summary>Does the work's rounds once.</summary>
    /// <returns>Pictures a second.</returns>
    public double Run()
    {
        string[] parts = Ask(string.Create(CultureInfo.InvariantCulture, $"run {_rounds}")).Split(' ');
        return int.Parse(parts[0], CultureInfo.InvariantCulture) / double.Parse(parts[1], CultureInfo.InvariantCulture);
    }

    /// <summary>The most memory that the process has held so far, in MiB.</summary>
    public double PeakMemory() => long.Parse(Ask("memory"), CultureInfo.InvariantCulture) / (1024.0 * 1024);

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static void Finish(Contender contender, ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{contender.Label}: expected exit code 0, received {process.ExitCode}. Its message stands above.");
        }
    }

    private string Ask(string question)
    {
        _process.StandardInput.WriteLine(question);
        _process.StandardInput.Flush();
        return Read();
    }

    private string Read() => _process.StandardOutput.ReadLine()
        ?? throw new InvalidOperationException($"{Contender.Label}: expected an answer, received none. Its message stands above.");
}
