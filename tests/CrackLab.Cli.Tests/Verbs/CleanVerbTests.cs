using System.Security.Cryptography;
using CrackLab.Data.Synthetic;

namespace CrackLab.Cli.Tests.Verbs;

public sealed class CleanVerbTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("cracklab-cli-tests-").FullName;
    private readonly SyntheticManifest _manifest;

    public CleanVerbTests() =>
        _manifest = SyntheticConcrete.WriteFolder(Data, new SyntheticFolderOptions { Count = 2, Size = 32 });

    private string Data => Path.Combine(_root, "data");

    private string Aside => Path.Combine(_root, "aside");

    [Fact]
    public void Clean_ThenUndo_GivesTheSameTreeBack()
    {
        SortedDictionary<string, string> before = Tree(Data);
        CommandRun clean = CommandRun.Of("clean", Data, "--to", Aside);
        Assert.Equal(Application.Done, clean.ExitCode);
        string[] moved = [.. _manifest.Broken.Where(file => file.Status != "WrongExtension").Select(file => file.Path)];
        Assert.Equal(before.Keys.Except(moved), Tree(Data).Keys);
        Assert.Equal(moved.Order(StringComparer.Ordinal), Tree(Aside).Keys.Except(["quarantine.jsonl"]));
        Assert.EndsWith($"cracklab clean {Data} --to {Aside} --undo", clean.OutputLines[^1]);

        CommandRun undo = CommandRun.Of("clean", Data, "--to", Aside, "--undo");
        Assert.Equal(Application.Done, undo.ExitCode);
        Assert.Equal(before, Tree(Data));
        Assert.Contains($"{moved.Length} files put back", Assert.Single(undo.OutputLines));
    }

    [Fact]
    public void Clean_Misnamed_MovesThemToo()
    {
        CommandRun run = CommandRun.Of("clean", Data, "--to", Aside, "--misnamed", "--json");
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Equal(_manifest.Broken.Count, run.Json.GetProperty("moved").GetInt32());
        Assert.Equal(
            _manifest.Broken.Select(file => file.Path).Order(StringComparer.Ordinal),
            run.Json.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("path").GetString()));
        CommandRun undo = CommandRun.Of("clean", Data, "--to", Aside, "--undo", "--json");
        Assert.Equal(_manifest.Broken.Count, undo.Json.GetProperty("restored").GetInt32());
    }

    [Fact]
    public void Clean_Twice_MovesNothingMore()
    {
        CommandRun.Of("clean", Data, "--to", Aside);
        CommandRun again = CommandRun.Of("clean", Data, "--to", Aside);
        Assert.Equal(Application.Done, again.ExitCode);
        Assert.Contains("nothing to move", Assert.Single(again.OutputLines));
    }

    [Fact]
    public void Clean_IntoTheDataset_FailsAndMovesNothing()
    {
        SortedDictionary<string, string> before = Tree(Data);
        Assert.Contains("outside the dataset", CommandRun.Of("clean", Data, "--to", Path.Combine(Data, "aside")).FailedLine());
        Assert.Equal(before, Tree(Data));
    }

    [Fact]
    public void Undo_FileInTheWay_FailsAndKeepsBoth()
    {
        CommandRun.Of("clean", Data, "--to", Aside);
        string path = _manifest.Broken.First(file => file.Status == "NotAnImage").Path;
        File.WriteAllText(Path.Combine(Data, path), "somebody's");
        CommandRun undo = CommandRun.Of("clean", Data, "--to", Aside, "--undo");
        Assert.Equal(Application.Failed, undo.ExitCode);
        Assert.Contains(path, Assert.Single(undo.ErrorLines));
        Assert.Equal("somebody's", File.ReadAllText(Path.Combine(Data, path)));
        Assert.True(File.Exists(Path.Combine(Aside, path)));
    }

    [Fact]
    public void Undo_NoQuarantine_FailsInOneLine()
    {
        Assert.Contains("expected a quarantine folder", CommandRun.Of("clean", Data, "--to", Aside, "--undo").FailedLine());
    }

    [Fact]
    public void Undo_MissingDataset_FailsInOneLine()
    {
        string missing = Path.Combine(_root, "missing");
        Assert.Contains(missing, CommandRun.Of("clean", missing, "--to", Aside, "--undo").FailedLine());
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    // Paths, and what is behind each: the hash of a file, the target of a link.
    private static SortedDictionary<string, string> Tree(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(folder, path).Replace('\\', '/'),
            path => new FileInfo(path).LinkTarget ?? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))),
        StringComparer.Ordinal);
}
