using System.Diagnostics;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Tests.Simd;

/// <summary>The quick core of this suite again, in processes whose runtime is told to leave vector instructions alone.</summary>
public sealed class InstructionSetProcessTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", InstructionSet.Vector256)]
    [InlineData("DOTNET_EnableAVX2", InstructionSet.Vector128)]
    [InlineData("DOTNET_EnableHWIntrinsic", InstructionSet.Vector128)]
    public async Task Suite_WithInstructionsSwitchedOff_PassesOnTheNarrowerPath(string variable, InstructionSet expected)
    {
        Assert.SkipWhen(InstructionSetRuns.AreApart, InstructionSetRuns.Reason);
        if (InstructionSets.Best < expected)
        {
            Assert.Skip($"{variable}=0 changes nothing on this machine: its widest vectors are {InstructionSets.Best}.");
        }

        CancellationToken cancelled = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(start.FileName).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add(typeof(InstructionSetProcessTests).Assembly.Location);
        }

        foreach (string argument in (ReadOnlySpan<string>)["-trait", "Speed=Quick", "-explicit", "on", "-noColor"])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[variable] = "0";
        start.Environment[ExpectedInstructionSetTests.Variable] =
            variable == "DOTNET_EnableHWIntrinsic" ? ExpectedInstructionSetTests.Scalar : expected.ToString();
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(cancelled);
        string output = await process.StandardOutput.ReadToEndAsync(cancelled);
        await process.WaitForExitAsync(cancelled);

        Assert.True(process.ExitCode == 0, $"{variable}=0: exit {process.ExitCode}.\n{output}\n{await errors}");
        Assert.Contains("Skipped: 0, Not Run: 0", output, StringComparison.Ordinal);
    }
}
