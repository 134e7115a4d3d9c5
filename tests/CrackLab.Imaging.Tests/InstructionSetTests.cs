using System.Diagnostics;

namespace CrackLab.Imaging.Tests;

/// <summary>Runs the golden tests again in processes that lack instruction sets: the pixels must not change.</summary>
public sealed class InstructionSetTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task Golden_InstructionsSwitchedOff_StillEqualsPillow(string setting)
    {
        ProcessStartInfo start = new("dotnet", [typeof(GoldenTests).Assembly.Location, "-class", typeof(GoldenTests).FullName!])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { [setting] = "0" },
        };
        using Process? process = Process.Start(start);
        Assert.NotNull(process);
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
        Assert.Contains("Failed: 0", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Total: 0", output, StringComparison.Ordinal);
    }
}
