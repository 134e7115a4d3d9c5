using System.ComponentModel;
using System.Diagnostics;

namespace CrackLab.Benchmarks.Comparison;

/// <summary>What peers this machine has.</summary>
/// <param name="Lines">"PyTorch: 1.13.0" and so on; empty where there is none.</param>
internal sealed record PeerVersions(IReadOnlyList<string> Lines)
{
    /// <summary>How to get PyTorch and PIL.</summary>
    public const string HowToInstallPython = "not installed: `apt install python3-torch libopenblas0-pthread python3-pil`";

    /// <summary>How to get ONNX Runtime; PyTorch writes the network for it.</summary>
    public const string HowToInstallOnnx =
        "not installed: `apt install nodejs npm python3-torch` and `npm install --ignore-scripts onnxruntime-node`, whose folder --onnxruntime names";

    public bool HasTorch => Has("PyTorch");

    public bool HasPil => Has("PIL");

    public bool HasOnnx => HasTorch && Has("ONNX Runtime");

    /// <summary>Asks the peers.</summary>
    /// <param name="peers">The peers' sides.</param>
    public static PeerVersions Ask(params IReadOnlyList<WorkerProgram> peers) => new([.. peers.SelectMany(AskOne)]);

    private static string[] AskOne(WorkerProgram peer)
    {
        try
        {
            using Process process = Process.Start(peer.Start("versions"))!;
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
        catch (Win32Exception)
        {
            return [];
        }
    }

    private bool Has(string name) => Lines.Any(line => line.StartsWith($"{name}:", StringComparison.Ordinal));
}
