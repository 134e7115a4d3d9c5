using System.Diagnostics;

namespace CrackLab.Benchmarks.Comparison;

/// <summary>A program and the arguments that lead all others.</summary>
/// <param name="Path">The program.</param>
/// <param name="Lead">First arguments.</param>
internal sealed record WorkerProgram(string Path, params IReadOnlyList<string> Lead)
{
    private static readonly string Script = System.IO.Path.Combine(AppContext.BaseDirectory, "peers", "peer.py");

    /// <summary>This program's worker.</summary>
    public static WorkerProgram Ours()
    {
        string path = Environment.ProcessPath!;
        bool isHost = System.IO.Path.GetFileNameWithoutExtension(path) == "dotnet";
        return isHost ? new(path, typeof(WorkerProgram).Assembly.Location, "worker") : new(path, "worker");
    }

    /// <summary>The peer's side.</summary>
    /// <param name="python">The Python to run.</param>
    public static WorkerProgram Peer(string python) => new(python, "-B", Script);

    /// <summary>What starts the program.</summary>
    /// <param name="arguments">Arguments after the first ones.</param>
    public ProcessStartInfo Start(params IReadOnlyList<string> arguments) => new(Path, [.. Lead, .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        UseShellExecute = false,
    };
}
