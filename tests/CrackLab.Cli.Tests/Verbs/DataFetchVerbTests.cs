using System.IO.Compression;
using CrackLab.Cli.Terminal;
using CrackLab.Cli.Verbs;
using CrackLab.Data.Fetching;

namespace CrackLab.Cli.Tests.Verbs;

public sealed class DataFetchVerbTests : IDisposable
{
    private static readonly PublicDataset Small = PublicDatasets.ConcreteCracks with
    {
        Addresses = [],
        Classes = new Dictionary<string, int>(StringComparer.Ordinal) { ["Negative"] = 1, ["Positive"] = 2 },
    };

    private readonly string _root = Directory.CreateTempSubdirectory("cracklab-cli-tests-").FullName;

    private string Target => Path.Combine(_root, "cracks");

    [Fact]
    public void Fetch_Archive_TellsCountsCitationAndLicence()
    {
        CommandRun run = Fetch(json: false);
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        Assert.Equal($"{Target}: 1 pictures in Negative, 2 pictures in Positive.", run.OutputLines[0]);
        Assert.Contains("Özgenel", run.OutputLines[1]);
        Assert.Contains("10.17632/5y9wdsg2zt.2", run.OutputLines[1]);
        Assert.Contains("CC BY 4.0", run.OutputLines[2]);
        Assert.Equal(3, run.OutputLines.Length);
        Assert.Contains("Özgenel", File.ReadAllText(Path.Combine(Target, "LICENSE.txt")));
    }

    [Fact]
    public void Fetch_SecondRun_SaysThatNothingWasDone()
    {
        Fetch(json: false);
        Assert.Equal($"{Target}: complete already, 1 pictures in Negative, 2 pictures in Positive; nothing was done.", Fetch(json: false).OutputLines[0]);
    }

    [Fact]
    public void Fetch_Json_IsOneObject()
    {
        CommandRun run = Fetch(json: true);
        Assert.Equal(Target, run.Json.GetProperty("path").GetString());
        Assert.False(run.Json.GetProperty("wasThere").GetBoolean());
        Assert.Equal(2, run.Json.GetProperty("classes").GetProperty("Positive").GetInt32());
        Assert.Equal("small.zip", run.Json.GetProperty("archive").GetProperty("source").GetString());
        Assert.Equal("CC BY 4.0", run.Json.GetProperty("licence").GetString());
    }

    [Fact]
    public void Fetch_TooFewPictures_FailsInOneLine()
    {
        string line = CommandRun.Of("data", "fetch", "--out", Target, "--from", Archive()).FailedLine();
        Assert.StartsWith("cracklab data fetch: ", line);
        Assert.Contains("expected 20000 pictures in Negative, received 1", line);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public void Fetch_Stopped_SaysSo()
    {
        string line = CommandRun.Of(new CancellationToken(canceled: true), "data", "fetch", "--out", Target, "--from", Archive()).FailedLine();
        Assert.Equal("cracklab data fetch: stopped before the end, as asked.", line);
        Assert.False(Directory.Exists(Target));
    }

    [Theory]
    [InlineData("--url: expected an address that begins with http:// or https://, received 'here'.", "--url", "here")]
    [InlineData("--from: expected an archive or addresses, received both.", "--from", "a.zip", "--url", "https://example.org/a.zip")]
    [InlineData("--timeout: expected a whole number from 1 to 3600, received '0'.", "--timeout", "0")]
    public void Fetch_WrongUsage_IsTold(string expected, params string[] options)
    {
        Assert.StartsWith($"cracklab data fetch: {expected}", CommandRun.Of(["data", "fetch", "--out", Target, .. options]).UsageLine());
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private CommandRun Fetch(bool json)
    {
        using var results = new StringWriter();
        using var messages = new StringWriter();
        var context = new VerbContext(new CommandOutput(results, messages), TestContext.Current.CancellationToken);
        int exitCode = DataFetchVerb.Run(context, Small, Target, new FetchOptions { Archive = Archive() }, json);
        return new CommandRun(exitCode, results.ToString(), messages.ToString());
    }

    private string Archive()
    {
        string path = Path.Combine(_root, "small.zip");
        File.Delete(path);
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (string name in (string[])["Negative/1.jpg", "Positive/1.jpg", "Positive/2.jpg"])
        {
            using Stream entry = zip.CreateEntry(name).Open();
            entry.WriteByte(1);
        }

        return path;
    }
}
