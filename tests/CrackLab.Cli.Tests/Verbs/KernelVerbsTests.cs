using CrackLab.Kernel.Installation;

namespace CrackLab.Cli.Tests.Verbs;

public sealed class KernelVerbsTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("cracklab-jupyter-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public void Install_EmptyFolder_IsListedAndRemovedAgain()
    {
        CommandRun installed = CommandRun.Of("kernel", "install", "--data-dir", _data);
        CommandRun listed = CommandRun.Of("kernel", "list", "--data-dir", _data, "--json");
        CommandRun removed = CommandRun.Of("kernel", "uninstall", "--data-dir", _data);

        Assert.Equal(Application.Done, installed.ExitCode);
        Assert.Contains(Path.Combine(_data, "kernels", KernelSpecInstaller.OwnName), installed.Output, StringComparison.Ordinal);
        Assert.Contains(
            listed.Json.EnumerateArray(),
            kernel => kernel.GetProperty("name").GetString() == KernelSpecInstaller.OwnName && kernel.GetProperty("isOurs").GetBoolean());
        Assert.Equal(Application.Done, removed.ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_data, "kernels")));
    }

    [Fact]
    public void Uninstall_NothingInstalled_SaysSo()
    {
        CommandRun run = CommandRun.Of("kernel", "uninstall", "--data-dir", _data);

        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Equal(["Nothing to remove."], run.OutputLines);
    }

    [Fact]
    public void Install_AnotherKernelOfThatName_FailsAndLeavesIt()
    {
        string folder = Path.Combine(_data, "kernels", KernelSpecInstaller.OwnName);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "kernel.json"), """{"argv": ["x"], "display_name": "Mine", "language": "C#"}""");

        string line = CommandRun.Of("kernel", "install", "--data-dir", _data).FailedLine();

        Assert.StartsWith($"cracklab kernel install: {folder}: expected ", line);
        Assert.Contains("Mine", File.ReadAllText(Path.Combine(folder, "kernel.json")), StringComparison.Ordinal);
    }
}
