using System.Globalization;

namespace CrackLab.Cli.Tests;

/// <summary>Signals that tests send to the processes they start.</summary>
internal static class Signals
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    /// <summary>Skips a test where a child would never see the signal.</summary>
    public static void SkipWhereIgnored(int signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send to another process.");
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        string mask = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        ulong ignored = ulong.Parse(mask.AsSpan("SigIgn:".Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        Assert.SkipWhen((ignored >> (signal - 1) & 1) == 1, $"Signal {signal} is ignored by whoever started the tests, and so by every child.");
    }
}
