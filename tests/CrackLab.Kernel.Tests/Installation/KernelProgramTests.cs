using CrackLab.Kernel.Installation;

namespace CrackLab.Kernel.Tests.Installation;

/// <summary>A kernel beside which .NET lies, as a single file unpacks it.</summary>
public sealed class KernelProgramTests : IDisposable
{
    private const string Library = "libhostfxr.so";

    private readonly string _folder = Directory.CreateTempSubdirectory("cracklab-kernel-").FullName;

    public KernelProgramTests()
    {
        Write("CrackLab.Kernel.runtimeconfig.json", """{ "runtimeOptions": { "includedFrameworks": [{ "name": "Microsoft.NETCore.App", "version": "10.0.0" }] } }""");
        Write("CrackLab.Kernel.deps.json", $$"""
            {
              "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0/linux-x64" },
              "targets": {
                ".NETCoreApp,Version=v10.0": {},
                ".NETCoreApp,Version=v10.0/linux-x64": {
                  "CrackLab.Kernel/0.1.0": { "runtime": { "CrackLab.Kernel.dll": {} } },
                  "Markdig/1.0.0": { "runtime": { "lib/net10.0/Markdig.dll": {} } },
                  "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.0": { "runtime": { "System.Runtime.dll": {} }, "native": { "{{Library}}": {} } }
                }
              }
            }
            """);
        foreach (string file in new[] { "CrackLab.Kernel.dll", "Markdig.dll", "System.Runtime.dll", "Other.dll", KernelFiles.Launcher })
        {
            Write(file, file);
        }

        Write(Path.Combine(KernelFiles.HostFolder, Library), "host");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Command_DotnetBesideTheKernel_IsTheLauncher() =>
        Assert.Equal([Path.Combine("copy", KernelFiles.Launcher)], KernelProgram.CommandIn(_folder, "copy"));

    [Fact]
    public void Command_DotnetElsewhere_IsTheDotnetCommand()
    {
        Write("CrackLab.Kernel.runtimeconfig.json", """{ "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" } } }""");

        IReadOnlyList<string> command = KernelProgram.CommandIn(_folder, "copy");

        Assert.Equal(Path.Combine("copy", "CrackLab.Kernel.dll"), command[1]);
        Assert.True(Path.IsPathRooted(command[0]) && File.Exists(command[0]));
    }

    [Fact]
    public void Copy_DotnetBesideTheKernel_HasAllThatStartsItAndNothingElse()
    {
        string copy = Path.Combine(_folder, "copy");

        KernelProgram.Copy(_folder, copy);

        string[] expected =
        [
            "CrackLab.Kernel.deps.json", "CrackLab.Kernel.dll", "CrackLab.Kernel.runtimeconfig.json", KernelFiles.Launcher,
            "Markdig.dll", "System.Runtime.dll", Library,
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Directory.GetFiles(copy).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        AssertExecutable(Path.Combine(copy, KernelFiles.Launcher));
    }

    [Fact]
    public void PutInPlace_WhatASingleFileUnpacked_CanBeStarted()
    {
        KernelProgram.PutInPlace(_folder);
        KernelProgram.PutInPlace(_folder);

        Assert.Equal("host", File.ReadAllText(Path.Combine(_folder, Library)));
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp"));
        AssertExecutable(Path.Combine(_folder, KernelFiles.Launcher));
    }

    [Fact]
    public void OwnAssemblies_DotnetBesideTheKernel_AreNotDotnets() =>
        Assert.Equal(["CrackLab.Kernel.dll", "Markdig.dll"], KernelFiles.OwnAssemblies(_folder).Order(StringComparer.Ordinal));

    private static void AssertExecutable(string path) =>
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute), path);

    private void Write(string file, string text)
    {
        string path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
