namespace CrackLab.Cli.Tests.Verbs;

public sealed class DataSampleVerbTests(SampleFolder sample) : IClassFixture<SampleFolder>
{
    [Fact]
    public void Sample_Json_TellsWhatIsThere()
    {
        string folder = sample.Below("new");
        CommandRun run = CommandRun.Of("data", "sample", "--out", folder, "--count", "3", "--size", "32", "--seed", "7", "--json");
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        Assert.Equal(3, run.Json.GetProperty("count").GetInt32());
        Assert.Equal(7, run.Json.GetProperty("seed").GetInt32());
        Assert.True(run.Json.GetProperty("broken").GetArrayLength() > 0);
        Assert.True(File.Exists(Path.Combine(folder, "Positive", "00001.jpg")));
    }

    [Fact]
    public void Sample_NoBroken_WritesOnlyPictures()
    {
        string folder = sample.Below("whole");
        CommandRun run = CommandRun.Of("data", "sample", "--out", folder, "--count", "4", "--size", "32", "--no-broken");
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Contains("2 pictures with a crack and 2 without, 32 x 32 pixels", Assert.Single(run.OutputLines));
        Assert.Equal(5, Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void Sample_FolderInUse_FailsInOneLine()
    {
        Assert.Contains("expected a new or empty folder", CommandRun.Of("data", "sample", "--out", sample.Data, "--count", "1").FailedLine());
    }

    [Fact]
    public void Sample_Cancelled_LeavesNothing()
    {
        string folder = sample.Below("cancelled");
        string line = CommandRun.Of(new CancellationToken(canceled: true), "data", "sample", "--out", folder).FailedLine();
        Assert.Equal("cracklab data sample: stopped before the end, as asked.", line);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(folder)!, "cancelled*"));
    }
}
