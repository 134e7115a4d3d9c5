using CrackLab.Data;
using CrackLab.Data.Fetching;
using CrackLab.Engine.Serialization;

namespace CrackLab.Tests.Data.Fetching;

/// <summary>Where a dataset is put, what is in the way, and what a second run does.</summary>
public sealed class PlacementTests : IDisposable
{
    private const string Target = "data";

    private readonly TestFolder _folder = new();

    [Fact]
    public void Fetch_CompleteFolder_DoesNothing()
    {
        Fetch();
        File.Delete(_folder["mine.zip"]);
        FetchResult again = Fetch(SmallDataset.Quick with { Archive = _folder["mine.zip"] });
        Assert.True(again.WasThere);
        Assert.Null(again.Archive);
        Assert.Equal(3, again.Classes["Negative"]);
        SmallDataset.AssertWhole(_folder, Target);
    }

    [Fact]
    public void Fetch_CompleteFolderWithLeftovers_RemovesThem()
    {
        Fetch();
        _folder.Write($"{Target}/.cracklab-fetch/abc.part", "old");
        _folder.Write($"{Target}/.cracklab-fetch/unpacking/pictures/a.jpg", "old");
        Assert.True(Fetch().WasThere);
        SmallDataset.AssertWhole(_folder, Target);
    }

    [Theory]
    [InlineData("Negative/mine.jpg", "'Negative' with 1 pictures where 3 belong")]
    [InlineData("Positive/notes.txt", "'Positive' with 0 pictures where 2 belong")]
    [InlineData("LICENSE.txt", "'LICENSE.txt'")]
    [InlineData("Negative", "'Negative' with 0 pictures where 3 belong")]
    public void Fetch_SomethingInTheWay_IsNotTouched(string there, string received)
    {
        _folder.Write($"{Target}/{there}", "precious");
        Assert.Contains(received, Assert.Throws<IOException>(() => Fetch()).Message, StringComparison.Ordinal);
        Assert.Equal([there], _folder.Snapshot(Target).Keys);
        Assert.Equal("precious", File.ReadAllText(_folder[$"{Target}/{there}"]));
    }

    [Fact]
    public void Fetch_OneClassIncomplete_NamesThatOne()
    {
        Fetch();
        File.Delete(_folder[$"{Target}/Positive/00001.jpg"]);
        string message = Assert.Throws<IOException>(() => Fetch()).Message;
        Assert.Contains("'Positive' with 1 pictures where 2 belong", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fetch_SomethingInTheWay_IsFoundBeforeAnythingIsDownloaded()
    {
        _folder.Write($"{Target}/Positive/mine.jpg", "precious");
        using var server = new ScriptedServer((request, _) => new ServedFile(SmallDataset.Zip).Reply(request));
        Assert.Throws<IOException>(() => DatasetFetcher.Fetch(SmallDataset.At(server.Address()), _folder[Target], SmallDataset.Quick, null, Cancellation));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void Fetch_Forced_ReplacesTheDatasetAndNothingElse()
    {
        _folder.Write($"{Target}/Negative/mine.jpg", "old");
        _folder.Write($"{Target}/LICENSE.txt", "old");
        _folder.Write($"{Target}/notes.txt", "mine");
        Fetch(force: true);
        Assert.Equal("mine", File.ReadAllText(_folder[$"{Target}/notes.txt"]));
        File.Delete(_folder[$"{Target}/notes.txt"]);
        SmallDataset.AssertWhole(_folder, Target);
    }

    [Fact]
    public void Fetch_ForcedOnACompleteFolder_FetchesAgain()
    {
        Fetch();
        _folder.Write($"{Target}/Negative/00001.jpg", "damaged");
        Assert.False(Fetch(force: true).WasThere);
        SmallDataset.AssertWhole(_folder, Target);
    }

    [Fact]
    public void Fetch_ForcedButTheArchiveIsBad_KeepsWhatWasThere()
    {
        Fetch();
        string bad = _folder.Write("bad.zip", SmallDataset.ZipOf(SmallDataset.Files[1..]));
        Assert.Throws<InvalidDataException>(() => Fetch(SmallDataset.Quick with { Archive = bad, Force = true }));
        SmallDataset.AssertWhole(_folder, Target);
    }

    [Fact]
    public void Fetch_OtherThingsInTheFolder_AreLeftAlone()
    {
        _folder.Write($"{Target}/notes.txt", "mine");
        Fetch();
        Assert.Equal(7, _folder.Snapshot(Target).Count);
    }

    [Fact]
    public void Fetch_KilledWhilePlacing_FinishesWithoutTheArchive()
    {
        Fetch();
        string ready = _folder[$"{Target}/.cracklab-fetch/ready"];
        Directory.CreateDirectory(ready);
        Directory.Move(_folder[$"{Target}/Positive"], Path.Combine(ready, "Positive"));
        File.Move(_folder[$"{Target}/LICENSE.txt"], Path.Combine(ready, "LICENSE.txt"));
        FetchResult result = Fetch(SmallDataset.Quick with { Archive = _folder["gone.zip"] });
        Assert.False(result.WasThere);
        SmallDataset.AssertWhole(_folder, Target);
    }

    [Fact]
    public void Fetch_AnotherAtWorkThere_IsRefused()
    {
        using var server = new ScriptedServer((request, _) => new ServedFile(SmallDataset.Zip).Reply(request));
        string? message = null;
        var progress = new Watcher(() => message ??= Assert.Throws<FolderHeldException>(() => Fetch()).Message);
        DatasetFetcher.Fetch(SmallDataset.At(server.Address()), _folder[Target], SmallDataset.Quick, progress, Cancellation);
        Assert.Contains("held by process ", message, StringComparison.Ordinal);
        SmallDataset.AssertWhole(_folder, Target);
    }

    [Fact]
    public void Fetch_WhileItRuns_ShowsNoClass()
    {
        string zip = _folder.Write("mine.zip", SmallDataset.Zip);
        List<string> seen = [];
        var progress = new Watcher(() => seen.AddRange(Directory.EnumerateFileSystemEntries(_folder[Target]).Select(entry => Path.GetFileName(entry)!)));
        DatasetFetcher.Fetch(SmallDataset.At(), _folder[Target], SmallDataset.Quick with { Archive = zip }, progress, Cancellation);
        Assert.Equal([".cracklab-fetch"], seen.Distinct());
        Assert.Equal(["Negative", "Positive"], ImageFolder.Open(_folder[Target]).Classes);
    }

    [Fact]
    public void Fetch_FileWhereTheFolderShouldBe_SaysSo()
    {
        _folder.Write(Target, "a file");
        Assert.Contains("expected a file that can be made", Assert.Throws<IOException>(() => Fetch()).Message, StringComparison.Ordinal);
        Assert.Equal("a file", File.ReadAllText(_folder[Target]));
    }

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FetchResult Fetch(bool force = false) =>
        Fetch(SmallDataset.Quick with { Archive = _folder.Write("mine.zip", SmallDataset.Zip), Force = force });

    private FetchResult Fetch(FetchOptions options) => DatasetFetcher.Fetch(SmallDataset.At(), _folder[Target], options, null, Cancellation);

    private sealed class Watcher(Action watch) : IProgress<FetchProgress>
    {
        public void Report(FetchProgress value) => watch();
    }
}
