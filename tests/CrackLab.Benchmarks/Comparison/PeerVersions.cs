using System.ComponentModel;
using System.Diagnostics;

namespace CrackLab.Benchmarks.Comparison;

/// <summary>What peers this machine has.</summary>
/// <param name="Lines">"PyTorch: 1.13.0" and so on; empty where there is no Python.</param>
internal sealed record PeerVersions(IReadOnlyList<string> Lines)
{
    /// <summary>How to get the peers.</summary>
    public const string HowToInstall = "not installed: `apt install python3-torch libopenblas0-pthread python3-pil`";

    public bool HasTorch => Has("PyTorch");

    public bool HasPil => Has("PIL");

    /// <summary>Asks Python.</summary>
    /// <param name="peer">The peer's side.</param>
    public static PeerVersions Ask(WorkerProgram peer)
    {
        try
        {
            using Process process = Process.Start(peer.Start("versions"))!;
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return new(text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }
        catch (Win32Exception)
        {
            return new([]);
        }
    }

    private bool Has(string name) => Lines.Any(line => line.StartsWith($"{name}:", StringComparison.Ordinal));
}
