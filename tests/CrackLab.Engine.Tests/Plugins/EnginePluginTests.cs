using CrackLab.Engine.Execution;
using CrackLab.Engine.Plugins;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Plugins;

[Trait("Speed", "Quick")]
public sealed class EnginePluginTests
{
    private static readonly Version Own = typeof(IEngine).Assembly.GetName().Version!;

    [Fact]
    public void Create_PluginInTheStatedFolder_SharesTheEngineAssembly()
    {
        using var temporary = new TemporaryFolder();
        string folder = temporary.Path;
        string path = PluginFile.Write(folder, Own);
        Assert.Equal(path, EnginePlugin.Torch.Find(folder));
        IEngine engine = EnginePlugin.Torch.Create(folder: folder);
        Assert.Equal(1, Assert.IsType<SimdEngine>(engine).Threads);
        Assert.NotSame(engine, EnginePlugin.Torch.Create(new EngineOptions(), folder));
    }

    [Fact]
    public void Create_NoPlugin_SaysInOneLineHowToBuildIt()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(EnginePlugin.Torch.Find(folder.Path));
        string message = Assert.Throws<FileNotFoundException>(() => EnginePlugin.Torch.Create(folder: folder.Path)).Message;
        Assert.Equal(
            $"Engine 'torch': expected CrackLab.TorchSharp.dll in {folder.Path}, received no such file. Build it in a clone: dotnet build -c Release lib/CrackLab.TorchSharp, and state its output folder.",
            message);
    }

    [Fact]
    public void Create_AnotherVersion_SaysBoth()
    {
        using var folder = new TemporaryFolder();
        PluginFile.Write(folder.Path, new Version(9, 8, 7, 0));
        string message = Assert.Throws<InvalidDataException>(() => EnginePlugin.Torch.Create(folder: folder.Path)).Message;
        Assert.Contains($"expected a plug-in of version {Own.ToString(3)}, as CrackLab has, received 9.8.7. Build it anew", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_BuiltForOlderInterfaces_SaysToBuildItAnew()
    {
        using var folder = new TemporaryFolder();
        PluginFile.Write(folder.Path, Own, isOld: true);
        string message = Assert.Throws<InvalidDataException>(() => EnginePlugin.Torch.Create(folder: folder.Path)).Message;
        Assert.Contains("expected a plug-in that fits this CrackLab, received one that does not load", message, StringComparison.Ordinal);
        Assert.Contains("OldSession", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Create_NoAssembly_SaysSo()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("CrackLab.TorchSharp.dll"), "no assembly");
        string message = Assert.Throws<InvalidDataException>(() => EnginePlugin.Torch.Create(folder: folder.Path)).Message;
        Assert.Contains("expected a plug-in that fits this CrackLab, received one that does not load", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Create_NotOneFactory_SaysHowMany(int factories)
    {
        using var folder = new TemporaryFolder();
        PluginFile.Write(folder.Path, Own, factories);
        string message = Assert.Throws<InvalidDataException>(() => EnginePlugin.Torch.Create(folder: folder.Path)).Message;
        Assert.Contains($"received {factories}. Build it anew", message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryCreate_NoPlugin_GivesTheLineAndNoEngine()
    {
        var absent = new EnginePlugin("absent", "CrackLab.Absent", "make it");
        Assert.Null(absent.TryCreate(options: null, out string? missing));
        Assert.Equal("Engine 'absent': expected CrackLab.Absent.dll in engines/absent beside the program, received no such file. Build it in a clone: make it", missing);
    }
}
