using System.Diagnostics;

namespace CrackLab.Cli.Tests.Slurm;

/// <summary>The script that runs a sweep on a Slurm of one node.</summary>
public sealed class OneNodeTests
{
    private const int NotToBeHad = 77;

    [Fact]
    public async Task Sweep_OnOneNode_EveryTrialOnceByArrayTasks()
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/slurmctld"), "Slurm is not installed. Run one_node.sh by hand: it installs it.");
        string script = Path.Combine(Repository.Root, "tests", "CrackLab.Cli.Tests", "Slurm", "one_node.sh");
        using Process process = Process.Start(new ProcessStartInfo("bash", [script, Launcher.FullPath])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        string said = (await errors).Trim();

        Assert.SkipWhen(process.ExitCode == NotToBeHad, said);
        Assert.True(process.ExitCode == 0, output + said);
        Assert.Contains("8 trials finished once each", output, StringComparison.Ordinal);
    }
}
