using CrackLab.Engine.Onnx;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Serialization;

public sealed class ReadableFileTests
{
    [Fact]
    public void Load_Folder_SaysSo()
    {
        using var folder = new TemporaryFolder();
        string expected = $"{folder.Path}: expected a file, received a folder. Name a file in it.";
        Assert.Equal(expected, Assert.Throws<UnauthorizedAccessException>(() => Sequential.Load(folder.Path)).Message);
        Assert.Equal(expected, Assert.Throws<UnauthorizedAccessException>(() => OnnxFile.Import(folder.Path)).Message);
    }

    [Fact]
    public void Load_FileThatMayNotBeRead_SaysHowToMendIt()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other permissions.");
            return;
        }

        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Whoever runs the tests may read everything.");
        using var folder = new TemporaryFolder();
        string path = folder.File("model.safetensors");
        File.WriteAllText(path, "");
        File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.Equal(
            $"{path}: expected a file that may be read, received 'access denied'. Change its permissions or choose another file.",
            Assert.Throws<UnauthorizedAccessException>(() => Sequential.Load(path)).Message);
    }
}
