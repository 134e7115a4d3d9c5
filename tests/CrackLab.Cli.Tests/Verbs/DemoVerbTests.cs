using CrackLab.Cli.Terminal;
using CrackLab.Cli.Verbs;

namespace CrackLab.Cli.Tests.Verbs;

public sealed class DemoVerbTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("cracklab-cli-tests-").FullName;

    private string Folder => Path.Combine(_root, "demo folder");

    [Fact]
    public void Demo_FewPictures_GoesThroughTheWholeWorkflow()
    {
        CommandRun run = Demo();
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        string[] steps = [.. run.OutputLines.Where(line => char.IsAsciiDigit(line[0]) && line[1] == '.')];
        Assert.Equal(["1. Make", "2. Inspect", "3. Train", "4. Predict"], steps.Select(line => string.Join(' ', line.Split(' ')[..2])));
        Assert.Contains(run.OutputLines, line => line.StartsWith("   Truncated ", StringComparison.Ordinal));
        Assert.Contains(run.OutputLines, line => line.StartsWith("Epoch 1/1 ", StringComparison.Ordinal));
        Assert.Contains(run.OutputLines, line => line.StartsWith("     accuracy ", StringComparison.Ordinal));
        string report = Path.Combine(Folder, "run", "report.html");
        Assert.Matches($@"^Done in \d+ s\. Open {System.Text.RegularExpressions.Regex.Escape(report)}$", run.OutputLines[^1]);
        Assert.True(File.Exists(report));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(Folder, "quarantine"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Demo_FolderTaken_IsOneLine()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "data"));
        File.WriteAllText(Path.Combine(Folder, "data", "notes.txt"), "mine");
        CommandRun run = CommandRun.Of("demo", "--out", Folder);
        Assert.Equal(Application.Failed, run.ExitCode);
        Assert.Contains("expected a new or empty folder", Assert.Single(run.ErrorLines));
        Assert.Single(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public void Demo_Cancelled_IsOneLineAndLeavesNothing()
    {
        CommandRun run = CommandRun.Of(new CancellationToken(canceled: true), "demo", "--out", Folder);
        Assert.Equal("cracklab demo: stopped before the end, as asked.", Assert.Single(run.ErrorLines));
        Assert.Empty(Directory.Exists(Folder) ? Directory.GetFileSystemEntries(Folder) : []);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private CommandRun Demo()
    {
        using var results = new StringWriter();
        using var messages = new StringWriter();
        int exitCode = DemoVerb.Run(new VerbContext(new CommandOutput(results, messages), CancellationToken.None), Folder, threads: null, pictures: 24, epochs: 1);
        return new CommandRun(exitCode, results.ToString(), messages.ToString());
    }
}
