using System.Text.Json;
using CrackLab.Kernel.Installation;

namespace CrackLab.Kernel.Tests.Installation;

public sealed class KernelSpecInstallerTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("cracklab-jupyter-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public void Install_EmptyFolder_WritesBothNamesAndWhatTheyRunFrom()
    {
        IReadOnlyList<InstalledKernel> installed = Installer().Install();

        Assert.Equal([KernelSpecInstaller.OwnName, KernelSpecInstaller.SharedName], installed.Select(kernel => kernel.Name));
        foreach (InstalledKernel kernel in installed)
        {
            JsonElement spec = JsonDocument.Parse(File.ReadAllText(Path.Combine(kernel.Folder, "kernel.json"))).RootElement;
            string[] arguments = [.. spec.GetProperty("argv").EnumerateArray().Select(one => one.GetString()!)];
            Assert.Equal(("C#", "message"), (spec.GetProperty("language").GetString(), spec.GetProperty("interrupt_mode").GetString()));
            Assert.True(Path.IsPathRooted(arguments[0]) && File.Exists(arguments[0]));
            Assert.StartsWith(_data, arguments[1]);
            Assert.True(File.Exists(arguments[1]));
            Assert.Equal("{connection_file}", arguments[2]);
        }
    }

    [Fact]
    public void Install_Again_ReplacesWhatIsThere()
    {
        string folder = Installer().Install()[0].Folder;
        string stale = Path.Combine(folder, "kernel", "stale.dll");
        File.WriteAllText(stale, "");

        Installer().Install();

        Assert.False(File.Exists(stale));
        Assert.Equal([Path.Combine(_data, "kernels")], Directory.EnumerateFileSystemEntries(_data));
    }

    [Fact]
    public void Install_ManyAtOnce_AllSucceedAndLeaveOneWhole()
    {
        Parallel.For(0, 3, new ParallelOptions { MaxDegreeOfParallelism = 3 }, _ => Assert.Equal(2, Installer().Install().Count));
        Assert.Equal([Path.Combine(_data, "kernels")], Directory.EnumerateFileSystemEntries(_data));
        Assert.Equal(2, Installer().Uninstall().Count);
    }

    [Fact]
    public void Install_WhatAKilledOneLeft_IsRemoved()
    {
        Directory.CreateDirectory(Path.Combine(_data, ".cracklab-1.tmp", "kernel"));
        File.WriteAllText(Path.Combine(_data, ".cracklab-install.lock"), "");
        Installer().Install();
        Assert.Equal([Path.Combine(_data, "kernels")], Directory.EnumerateFileSystemEntries(_data));
    }

    [Fact]
    public void Install_FileInTheFoldersPlace_SaysWhichAndWhat()
    {
        string file = Path.Combine(_data, "file");
        File.WriteAllText(file, "");
        var installer = new KernelSpecInstaller(file, new JupyterFolders(JupyterPlatform.Windows, _ => file, file));
        Assert.StartsWith($"Writing '{file}': expected a file that can be made, received '", Assert.Throws<IOException>(() => installer.Install()).Message);
    }

    [Fact]
    public void Install_SharedNameOfAnotherKernel_IsLeftToIt()
    {
        string other = Path.Combine(_data, "kernels", KernelSpecInstaller.SharedName);
        Directory.CreateDirectory(other);
        File.WriteAllText(Path.Combine(other, "kernel.json"), """{"argv": ["x"], "display_name": ".NET (C#)", "language": "C#"}""");

        Assert.Equal([KernelSpecInstaller.OwnName], Installer().Install().Select(kernel => kernel.Name));
        Assert.Contains(Installer().List(), kernel => kernel.Name == KernelSpecInstaller.SharedName && !kernel.IsOurs);
        Assert.Single(Installer().Uninstall());
        Assert.True(File.Exists(Path.Combine(other, "kernel.json")));
    }

    [Fact]
    public void List_BrokenKernelJson_IsNotOurs()
    {
        string folder = Path.Combine(_data, "kernels", KernelSpecInstaller.OwnName);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "kernel.json"), "{");

        Assert.False(Assert.Single(Installer().List()).IsOurs);
        Assert.Throws<IOException>(() => Installer().Install());
    }

    [Fact]
    public void Files_OfTheKernel_AreWhatItsDependenciesName()
    {
        IReadOnlyList<string> files = KernelFiles.List(KernelFiles.Folder);

        Assert.Contains("CrackLab.Kernel.dll", files);
        Assert.Contains("CrackLab.Kernel.runtimeconfig.json", files);
        Assert.Contains("Microsoft.CodeAnalysis.CSharp.dll", files);
        Assert.DoesNotContain(files, file => file.Contains("xunit", StringComparison.OrdinalIgnoreCase));
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(KernelFiles.Folder, file)), file));
    }

    // Every variable names the test's own folder: what this machine has installed must not matter.
    private KernelSpecInstaller Installer() => new(_data, new JupyterFolders(JupyterPlatform.Windows, _ => _data, _data));
}
