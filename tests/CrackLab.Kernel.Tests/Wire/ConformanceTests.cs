using CrackLab.Kernel.Installation;

namespace CrackLab.Kernel.Tests.Wire;

/// <summary>The installed kernel before Jupyter's own tools.</summary>
[Collection(KernelProcesses.Name)]
public sealed class ConformanceTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("cracklab-jupyter-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData(KernelSpecInstaller.OwnName)]
    [InlineData(KernelSpecInstaller.SharedName)]
    public void KernelTests_EverySample_PassesAndNoneIsSkipped(string name)
    {
        Python.SkipWithout("jupyter_kernel_test");
        IReadOnlyList<InstalledKernel> installed = new KernelSpecInstaller(_data).Install();
        Assert.SkipUnless(installed.Any(kernel => kernel.Name == name), $"This machine has another kernel of the name {name}.");

        (int exitCode, string output) = Run("test_kernel.py", name, "-v");

        Assert.True(exitCode == 0, output);
        Assert.Contains("Ran 12 tests", output, StringComparison.Ordinal);
        Assert.DoesNotContain("skipped", output, StringComparison.Ordinal);
    }

    [Fact]
    public void FrontEnd_OfTheReferenceTransport_GetsEveryMessageWhole()
    {
        Python.SkipWithout("jupyter_client");
        new KernelSpecInstaller(_data).Install();

        (int exitCode, string output) = Run("front_end.py", KernelSpecInstaller.OwnName);

        Assert.True(exitCode == 0, output);
    }

    private (int ExitCode, string Output) Run(string script, string kernel, params string[] arguments) => Python.Run(
        [("JUPYTER_DATA_DIR", _data), ("KERNEL_NAME", kernel)],
        [Path.Combine(AppContext.BaseDirectory, "conformance", script), .. arguments]);
}
