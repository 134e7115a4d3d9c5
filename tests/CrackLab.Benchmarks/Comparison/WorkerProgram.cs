using System.Diagnostics;

namespace CrackLab.Benchmarks.Comparison;

/// <summary>A program and the arguments that lead all others.</summary>
/// <param name="Path">The program.</param>
/// <param name="Lead">First arguments.</param>
internal sealed record WorkerProgram(string Path, params IReadOnlyList<string> Lead)
{
    /// <summary>This program's worker.</summary>
    /// <param name="command">The hidden command that does the work.</param>
    public static WorkerProgram Ours(string command = "worker")
    {
        string path = Environment.ProcessPath!;
        bool isHost = System.IO.Path.GetFileNameWithoutExtension(path) == "dotnet";
        return isHost ? new(path, typeof(WorkerProgram).Assembly.Location, command) : new(path, command);
    }

    /// <summary>The peer's side.</summary>
    /// <param name="python">The Python to run.</param>
    public static WorkerProgram Peer(string python) => new(python, "-B", Script("peer.py"));

    /// <summary>ONNX Runtime's side.</summary>
    /// <param name="node">The Node.js to run.</param>
    /// <param name="onnxRuntime">Folder whose node_modules hold onnxruntime-node.</param>
    public static WorkerProgram Onnx(string node, string onnxRuntime) => new(node, Script("onnx_peer.cjs"), onnxRuntime);

    /// <summary>What starts the program.</summary>
    /// <param name="arguments">Arguments after the first ones.</param>
    public ProcessStartInfo Start(params IReadOnlyList<string> arguments) => new(Path, [.. Lead, .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        UseShellExecute = false,
    };

    private static string Script(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "peers", name);
}
