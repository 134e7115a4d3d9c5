using System.Diagnostics;
using CrackLab.Imaging.Tests.Resizing;

namespace CrackLab.Imaging.Tests;

/// <summary>Runs the tests of pixels again in processes that lack instruction sets: the pixels must not change.</summary>
public sealed class InstructionSetTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task Pixels_InstructionsSwitchedOff_StayTheSame(string setting)
    {
        Assert.SkipWhen(InstructionSetRuns.AreApart, InstructionSetRuns.Reason);
        string[] classes = [typeof(GoldenTests).FullName!, typeof(DecodeResizedTests).FullName!, typeof(ResizerTests).FullName!];
        ProcessStartInfo start = new("dotnet", [typeof(GoldenTests).Assembly.Location, .. classes.SelectMany(name => new[] { "-class", name })])
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
