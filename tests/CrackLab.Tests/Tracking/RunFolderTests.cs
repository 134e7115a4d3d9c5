using CrackLab.Tests.Data;
using CrackLab.Tracking;

namespace CrackLab.Tests.Tracking;

public sealed class RunFolderTests
{
    [Fact]
    public void Create_NewPath_MakesTheLayout()
    {
        using TestFolder folder = new();

        RunFolder run = RunFolder.Create(folder["deep/er"]);

        Assert.True(Directory.Exists(run.Checkpoints));
        Assert.Equal(Path.Combine(run.Path, "run.json"), run.RecordFile);
        Assert.Equal(Path.Combine(run.Path, "checkpoints", "best.safetensors"), run.BestModel);
    }

    [Fact]
    public void Create_EmptyFolder_IsTaken()
    {
        using TestFolder folder = new();

        Assert.Equal(folder.Path, RunFolder.Create(folder.Path).Path);
    }

    [Fact]
    public void Create_FolderWithFiles_Refuses()
    {
        using TestFolder folder = new();
        File.WriteAllText(folder["mine.txt"], "keep");

        IOException exception = Assert.Throws<IOException>(() => RunFolder.Create(folder.Path));

        Assert.StartsWith($"{folder.Path}: expected a new or empty folder", exception.Message, StringComparison.Ordinal);
        Assert.Equal([folder["mine.txt"]], Directory.GetFileSystemEntries(folder.Path), StringComparer.Ordinal);
    }

    [Fact]
    public void Create_File_Refuses()
    {
        using TestFolder folder = new();
        File.WriteAllText(folder["run"], "a file");

        Assert.Throws<IOException>(() => RunFolder.Create(folder["run"]));
    }

    [Fact]
    public void Open_NoFolderOrNoRecord_SaysWhich()
    {
        using TestFolder folder = new();

        Assert.Throws<DirectoryNotFoundException>(() => RunFolder.Open(folder["missing"]));
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => RunFolder.Open(folder.Path));
        Assert.Contains("without run.json", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AfterRecord_FindsIt()
    {
        using TestFolder folder = new();
        RunFolder run = RunFolder.Create(folder["run"]);
        RunRecordTests.Example().Write(run.RecordFile);

        Assert.Equal(run.Path, RunFolder.Open(run.Path).Path);
    }

    [Fact]
    public void DefaultPath_NameWithOddCharacters_IsMadeSafe()
    {
        FixedTime time = new(new DateTimeOffset(2024, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)));

        string path = RunFolder.DefaultPath("root", "crack net/1", time);

        Assert.Equal(Path.Combine("root", "runs", "20240203-020506-crack-net-1"), path);
    }
}
