using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using CrackLab.Tracking;

namespace CrackLab.Benchmarks.Comparison;

/// <summary>Where and when figures were measured, in one line.</summary>
internal static class MachineLine
{
    private const string LoadFile = "/proc/loadavg";

    public static string Describe(PeerVersions versions)
    {
        MachineRecord machine = MachineRecord.Current();
        string[] parts =
        [
            $"{machine.Cpu}, {machine.Cores} cores, {machine.Cores} threads, {machine.Isa}",
            machine.Os,
            $".NET {machine.DotNet}",
            .. versions.Lines.Select(line => line.Replace(":", "", StringComparison.Ordinal)),
            $"commit {Commit()}",
            $"load before {Load()}",
            DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ];
        return string.Join("; ", parts);
    }

    private static string Load() => File.Exists(LoadFile) ? File.ReadAllText(LoadFile).Split(' ')[0] : "unknown";

    private static string Commit()
    {
        try
        {
            using Process git = Process.Start(new ProcessStartInfo("git", ["describe", "--always", "--dirty", "--abbrev=9", "--exclude=*"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
            string name = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return name.Length > 0 ? name : "unknown";
        }
        catch (Win32Exception)
        {
            return "unknown";
        }
    }
}
