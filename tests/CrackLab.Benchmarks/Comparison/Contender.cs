using System.Diagnostics;
using System.Globalization;
using CrackLab.Benchmarks.Workers;

namespace CrackLab.Benchmarks.Comparison;

/// <summary>One side of a comparison: a program that does a work, and how it is to do it.</summary>
/// <param name="Label">Name for people.</param>
/// <param name="Program">What to start: this program's worker, or one of those in peers.</param>
/// <param name="Threads">Threads that compute.</param>
internal sealed record Contender(string Label, WorkerProgram Program, int Threads)
{
    /// <summary>Memory layout for PyTorch, instruction set or engine for ours.</summary>
    public string Variant { get; init; } = WorkerCommand.BestVariant;

    /// <summary>Environment variables to set.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A program that turns the work's files into those that this side takes, where it needs others.</summary>
    public WorkerProgram? Preparation { get; init; }

    /// <summary>What starts it.</summary>
    /// <param name="verb">check or time.</param>
    /// <param name="work">The work.</param>
    /// <param name="folder">The work's files.</param>
    /// <param name="more">More arguments.</param>
    public ProcessStartInfo Start(string verb, Work work, string folder, params IReadOnlyList<string> more)
    {
        string threads = Threads.ToString(CultureInfo.InvariantCulture);
        var start = Program.Start([verb, work.PeerName(), folder, Variant, threads, .. more]);
        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }

        // PyTorch and its BLAS read these before they start their threads.
        start.Environment["OMP_NUM_THREADS"] = threads;
        start.Environment["OPENBLAS_NUM_THREADS"] = threads;
        return start;
    }
}
