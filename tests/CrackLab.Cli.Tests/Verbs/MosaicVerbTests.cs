using System.Text.Json;
using CrackLab.Cli.Verbs;
using CrackLab.Data.Synthetic;
using CrackLab.Engine.Serialization;

namespace CrackLab.Cli.Tests.Verbs;

public sealed class MosaicVerbTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("cracklab-cli-tests-").FullName;

    public MosaicVerbTests() => SyntheticConcrete.WriteFolder(
        Data, new SyntheticFolderOptions { Count = 16, Size = 128, CropsPerWall = 4, Broken = false });

    private string Data => Path.Combine(_root, "data");

    [Fact]
    public void Mosaic_CropsOfWalls_WritesPicturesAndManifest()
    {
        string target = Path.Combine(_root, "out");
        CommandRun run = CommandRun.Of("mosaic", Data, "--out", target, "--min-crops", "3");
        Assert.Equal(Application.Done, run.ExitCode);
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(target, "manifest.json")));
        JsonElement[] photographs = [.. manifest.RootElement.GetProperty("photographs").EnumerateArray()];
        Assert.NotEmpty(photographs);
        Assert.All(photographs, photo =>
        {
            Assert.True(File.Exists(Path.Combine(target, photo.GetProperty("file").GetString()!)));
            Assert.True(photo.GetProperty("crops").GetArrayLength() >= 3);
            Assert.InRange(photo.GetProperty("width").GetInt32(), 129, 1000);
        });
    }

    [Fact]
    public void Mosaic_NoPhotographOfSoManyCrops_SaysWhatThereIs()
    {
        CommandRun run = CommandRun.Of("mosaic", Data, "--out", Path.Combine(_root, "none"), "--min-crops", "17");
        Assert.Equal(Application.Failed, run.ExitCode);
        Assert.Contains("Give --min-crops a smaller number", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Mosaic_FolderThatIsNotEmpty_IsLeftAlone()
    {
        CommandRun run = CommandRun.Of("mosaic", Data, "--out", _root);
        Assert.Equal(Application.Failed, run.ExitCode);
        Assert.Contains("expected a new or empty folder", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Mosaic_LeftoversOfAKilledOne_AreInNobodysWay()
    {
        string target = Path.Combine(_root, "killed");
        string work = Directory.CreateDirectory(Path.Combine(target, ".cracklab-mosaic")).FullName;
        File.WriteAllText(Path.Combine(work, "photo-9999.png"), "half");
        File.WriteAllText(Path.Combine(target, FolderLock.FileName), "");
        Assert.Equal(Application.Done, CommandRun.Of("mosaic", Data, "--out", target, "--min-crops", "3").ExitCode);
        Assert.True(File.Exists(Path.Combine(target, "manifest.json")));
        Assert.False(File.Exists(Path.Combine(target, "photo-9999.png")));
        Assert.Empty(Directory.GetFileSystemEntries(target, ".*"));
    }

    [Fact]
    public void Mosaic_KilledWhileItShowedItsPictures_CanBeMadeAgain()
    {
        string target = Path.Combine(_root, "showing");
        Assert.Equal(Application.Done, CommandRun.Of("mosaic", Data, "--out", target, "--min-crops", "3").ExitCode);
        string[] whole = [.. Directory.GetFiles(target).Order(StringComparer.Ordinal)];
        string work = Directory.CreateDirectory(Path.Combine(target, ".cracklab-mosaic")).FullName;
        File.Move(Path.Combine(target, "manifest.json"), Path.Combine(work, "manifest.json"));
        File.Move(whole[^1], Path.Combine(work, Path.GetFileName(whole[^1])));

        Assert.Equal(Application.Done, CommandRun.Of("mosaic", Data, "--out", target, "--min-crops", "3").ExitCode);
        Assert.Equal(whole, Directory.GetFileSystemEntries(target).Order(StringComparer.Ordinal));

        Directory.CreateDirectory(work);
        File.Move(Path.Combine(target, "manifest.json"), Path.Combine(work, "manifest.json"));
        string mine = Path.Combine(target, "mine.png");
        File.WriteAllText(mine, "somebody's");
        Assert.Contains("expected a new or empty folder", CommandRun.Of("mosaic", Data, "--out", target, "--min-crops", "3").FailedLine(), StringComparison.Ordinal);
        Assert.True(File.Exists(mine));
    }

    [Fact]
    public void MosaicFolder_NotFinished_LeavesNothing()
    {
        string target = Path.Combine(_root, "unfinished");
        using (var folder = new MosaicFolder(target))
        {
            File.WriteAllText(Path.Combine(folder.Work, "photo-0001.png"), "");
            Assert.ThrowsAny<IOException>(() => new MosaicFolder(target));
        }

        Assert.False(Directory.Exists(target));
    }

    [Fact]
    public void Mosaic_TargetThatCannotBeMade_LeavesNothing()
    {
        string file = Path.Combine(_root, "file");
        File.WriteAllText(file, "");
        Assert.Contains("file", CommandRun.Of("mosaic", Data, "--out", Path.Combine(file, "inside"), "--min-crops", "3").FailedLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_Groups_FindsTheWallsAndNoStrangers()
    {
        string found = Path.Combine(_root, "found.csv");
        CommandRun run = CommandRun.Of("inspect", Data, "--groups", found, "--json");
        Assert.Equal(Application.Done, run.ExitCode);
        (string Path, string Group)[] rows = [.. Rows(found)];
        Dictionary<string, string> walls = Rows(Path.Combine(Data, "groups.csv")).ToDictionary(row => row.Path, row => row.Group);
        Assert.Equal(16, rows.Length);
        Assert.All(rows.GroupBy(row => row.Group), group => Assert.Single(group.Select(row => walls[row.Path]).Distinct()));
        Assert.Contains(rows.GroupBy(row => row.Group), group => group.Count() > 1);
        Assert.Equal(
            rows.Select(row => row.Group).Distinct().Count(),
            run.Json.GetProperty("overlaps").GetProperty("photoGroups").GetInt32());
        Assert.Contains(
            CommandRun.Of("inspect", Data, "--groups", found).OutputLines,
            line => line.StartsWith("Overlaps: 16 pictures in ", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static IEnumerable<(string Path, string Group)> Rows(string csv) =>
        File.ReadAllLines(csv).Skip(1).Select(line => line.Split(',')).Select(parts => (parts[0], parts[1]));
}
