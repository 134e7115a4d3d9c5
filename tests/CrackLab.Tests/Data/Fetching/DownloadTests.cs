using CrackLab.Data.Fetching;

namespace CrackLab.Tests.Data.Fetching;

/// <summary>Downloads from servers that do what servers do.</summary>
public sealed class DownloadTests : IDisposable
{
    private const string Target = "data";
    private const string Yesterday = "Sat, 21 Nov 2020 10:00:00 GMT";
    private const string Today = "Sun, 22 Nov 2020 10:00:00 GMT";

    private static readonly ServedFile Honest = new(SmallDataset.Zip);

    private readonly TestFolder _folder = new();

    [Fact]
    public void Fetch_HonestServer_GivesTheDataset()
    {
        using var server = new ScriptedServer((request, _) => Honest.Reply(request));
        FetchResult result = Fetch(server);
        SmallDataset.AssertWhole(_folder, Target);
        Assert.False(result.WasThere);
        Assert.Equal(new FetchedArchive(server.Address().AbsoluteUri, SmallDataset.Zip.Length, SmallDataset.Sha256(SmallDataset.Zip)), result.Archive);
        Assert.Null(Assert.Single(server.Requests).From);
    }

    [Fact]
    public void Fetch_ConnectionDropped_GoesOnWhereItWas()
    {
        using var server = new ScriptedServer((request, number) => Honest.Reply(request) with { CutAfter = number < 3 ? 1000 : null });
        Fetch(server);
        SmallDataset.AssertWhole(_folder, Target);
        Assert.Equal([null, 1000, 2000, 3000], server.Requests.Select(request => request.From));
        Assert.All(server.Requests.Skip(1), request => Assert.Equal("\"one\"", request.Headers["if-range"]));
    }

    [Fact]
    public void Fetch_ManyDropsThatEachBringSomething_DoNotCountAsFailures()
    {
        using var server = new ScriptedServer((request, _) => Honest.Reply(request) with { CutAfter = Math.Min(1000, SmallDataset.Zip.Length - (request.From ?? 0)) });
        Fetch(server);
        SmallDataset.AssertWhole(_folder, Target);
        Assert.True(server.Requests.Count > SmallDataset.Quick.Attempts);
    }

    [Fact]
    public void Fetch_DroppedAmongTheHeaders_IsTriedAgain()
    {
        using var server = new ScriptedServer((request, number) => number == 0
            ? Honest.Reply(request) with { CutWithinHeaders = true }
            : Honest.Reply(request));
        Fetch(server);
        SmallDataset.AssertWhole(_folder, Target);
    }

    [Theory]
    [InlineData("\"one\"", null)]
    [InlineData(null, Yesterday)]
    [InlineData("W/\"weak\"", Yesterday)]
    public void Fetch_LaterRun_ResumesByETagOrDate(string? tag, string? date)
    {
        var file = new ServedFile(SmallDataset.Zip, tag, date);
        using var server = new ScriptedServer((request, number) => number == 0
            ? file.Reply(request) with { CutAfter = 5000 }
            : number <= 3 ? ServedReply.Of("503 Service Unavailable") : file.Reply(request));
        Assert.Throws<IOException>(() => Fetch(server));
        Fetch(server);
        SmallDataset.AssertWhole(_folder, Target);
        Assert.Equal(5000, server.Requests[^1].From);
        Assert.Equal(tag?[0] == '"' ? tag : date, server.Requests[^1].Headers["if-range"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("W/\"weak\"")]
    public void Fetch_NothingTellsAChangedFile_BeginsAnew(string? tag)
    {
        var file = new ServedFile(SmallDataset.Zip, tag);
        using var server = new ScriptedServer((request, number) => file.Reply(request) with { CutAfter = number == 0 ? 5000 : null });
        Fetch(server);
        SmallDataset.AssertWhole(_folder, Target);
        Assert.All(server.Requests, request => Assert.Null(request.From));
    }

    [Fact]
    public void Fetch_RangesIgnored_BeginsAnew()
    {
        using var server = new ScriptedServer((_, number) => Honest.Whole() with { CutAfter = number == 0 ? 5000 : null });
        Fetch(server);
        SmallDataset.AssertWhole(_folder, Target);
        Assert.Equal([null, 5000], server.Requests.Select(request => request.From));
    }

    [Theory]
    [InlineData("\"two\"", null, 0)] // the server sends a part of the new file all the same
    [InlineData(null, Today, 0)]
    [InlineData(null, null, 7)]
    public void Fetch_FileChangedBetweenTries_IsNotGluedToTheOldPart(string? tag, string? date, int longer)
    {
        byte[] other = [.. Enumerable.Repeat((byte)0x55, SmallDataset.Zip.Length + longer)];
        var old = new ServedFile(other, tag is null && date is null ? "\"same\"" : tag is null ? null : "\"one\"", date is null ? null : Yesterday);
        var changed = new ServedFile(SmallDataset.Zip, tag is null && date is null ? "\"same\"" : tag, date);
        using var server = new ScriptedServer((request, number) => number switch
        {
            0 => old.Reply(request) with { CutAfter = 5000 },
            1 => changed.Reply(request with { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["range"] = request.Headers["range"] } }),
            _ => changed.Reply(request),
        });
        Fetch(server);
        SmallDataset.AssertWhole(_folder, Target);
        Assert.Equal([null, 5000, null], server.Requests.Select(request => request.From));
    }

    [Fact]
    public void Fetch_FileShorterThanThePart_BeginsAnew()
    {
        var longer = new ServedFile([.. SmallDataset.Zip, .. new byte[5000]]);
        using var server = new ScriptedServer((request, number) =>
            number == 0 ? longer.Reply(request) with { CutAfter = SmallDataset.Zip.Length + 10 } : Honest.Reply(request));
        Fetch(server);
        SmallDataset.AssertWhole(_folder, Target);
        Assert.Equal([null, SmallDataset.Zip.Length + 10, null], server.Requests.Select(request => request.From));
    }

    [Fact]
    public void Fetch_WrongPlaceInTheFile_IsNotTaken()
    {
        using var server = new ScriptedServer((request, number) => number switch
        {
            0 => Honest.Reply(request) with { CutAfter = 5000 },
            1 => Honest.Reply(request).With("Content-Range", $"bytes 0-99/{SmallDataset.Zip.Length}"),
            _ => Honest.Reply(request),
        });
        Fetch(server);
        SmallDataset.AssertWhole(_folder, Target);
    }

    [Fact]
    public void Fetch_PromisesMoreThanComes_FailsWithBothNumbers()
    {
        int half = SmallDataset.Zip.Length / 2;
        using var server = new ScriptedServer((request, _) => request.From is null
            ? Honest.Whole() with { CutAfter = half }
            : Honest.Reply(request) with { CutAfter = 0 });
        string message = Assert.Throws<IOException>(() => Fetch(server)).Message;
        Assert.Contains("received", message, StringComparison.Ordinal);
        Assert.Contains("3 times in a row", message, StringComparison.Ordinal);
        Assert.Equal(half, Part().Length);
    }

    [Fact]
    public void Fetch_PromisesLessThanThereIs_IsNoWholeZip()
    {
        using var server = new ScriptedServer((_, _) => Honest.Whole().With("Content-Length", "4000"));
        string message = Assert.Throws<IOException>(() => Fetch(server)).Message;
        Assert.Contains("expected a whole zip", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder[Target]));
    }

    [Fact]
    public void Fetch_RestLongerThanItShouldBe_IsRefused()
    {
        using var server = new ScriptedServer((request, number) => number == 0
            ? Honest.Reply(request) with { CutAfter = 5000 }
            : (Honest.Reply(request) with { Body = [.. SmallDataset.Zip[5000..], 1, 2, 3] }).Without("Content-Length"));
        Assert.Contains("more than the", Assert.Throws<IOException>(() => Fetch(server)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder[Target]));
    }

    [Fact]
    public void Fetch_NoLength_TakesAllThatComes()
    {
        using var server = new ScriptedServer((_, _) => Honest.Whole().Without("Content-Length"));
        Fetch(server);
        SmallDataset.AssertWhole(_folder, Target);
    }

    [Fact]
    public void Fetch_Redirected_Follows()
    {
        using var server = new ScriptedServer((request, number) => request.Path == "/dataset.zip"
            ? ServedReply.Of("302 Found", ("Location", "/there"))
            : Honest.Reply(request) with { CutAfter = number < 2 ? 3000 : null });
        FetchResult result = Fetch(server);
        SmallDataset.AssertWhole(_folder, Target);
        Assert.Equal([("/dataset.zip", null), ("/there", null), ("/dataset.zip", 3000), ("/there", 3000)], server.Requests.Select(request => (request.Path, request.From)));
        Assert.Equal(server.Address().AbsoluteUri, result.Archive!.Source);
    }

    [Fact]
    public void Fetch_RedirectedInALoop_GivesUp()
    {
        using var server = new ScriptedServer((request, _) => ServedReply.Of("302 Found", ("Location", request.Path)));
        string message = Assert.Throws<IOException>(() => Fetch(server)).Message;
        Assert.Contains("'302 Found', redirects without end", message, StringComparison.Ordinal);
        Assert.InRange(server.Requests.Count, 2, 20);
    }

    [Theory]
    [InlineData("404 Not Found", 1)]
    [InlineData("403 Forbidden", 1)]
    [InlineData("204 No Content", 1)]
    [InlineData("500 Internal Server Error", 3)]
    [InlineData("503 Service Unavailable", 3)]
    [InlineData("429 Too Many Requests", 3)]
    public void Fetch_Refused_TriesAgainOnlyWhatMayPass(string status, int requests)
    {
        using var server = new ScriptedServer((_, _) => ServedReply.Of(status));
        string message = Assert.Throws<IOException>(() => Fetch(server)).Message;
        Assert.Contains($"'{status}'", message, StringComparison.Ordinal);
        Assert.Contains("https://example.org/small", message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
        Assert.Equal(requests, server.Requests.Count);
        Assert.False(Directory.Exists(_folder[Target]));
    }

    [Fact]
    public void Fetch_RetryAfter_TakesThePlaceOfItsOwnPause()
    {
        using var server = new ScriptedServer((request, number) =>
            number == 0 ? ServedReply.Of("503 Service Unavailable", ("Retry-After", "1")) : Honest.Reply(request));
        Fetch(server, SmallDataset.Quick with { RetryDelay = TimeSpan.FromHours(1) });
        SmallDataset.AssertWhole(_folder, Target);
    }

    [Theory]
    [InlineData("3600")]
    [InlineData("Fri, 01 Jan 2100 00:00:00 GMT")]
    public void Fetch_RetryAfterTooLong_GivesTheAddressUp(string asked)
    {
        using var server = new ScriptedServer((_, _) => ServedReply.Of("503 Service Unavailable", ("Retry-After", asked)));
        Assert.Contains("'try again in ", Assert.Throws<IOException>(() => Fetch(server)).Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4000)]
    public void Fetch_Stalled_IsCutOffAndGoesOn(int after)
    {
        using var server = new ScriptedServer((request, number) => Honest.Reply(request) with { SilentAfter = number == 0 ? after : null });
        Fetch(server, SmallDataset.Quick with { Patience = TimeSpan.FromSeconds(1) });
        SmallDataset.AssertWhole(_folder, Target);
        Assert.Equal([null, after == 0 ? null : after], server.Requests.Select(request => request.From));
    }

    [Fact]
    public void Fetch_StalledForEver_SaysSo()
    {
        using var server = new ScriptedServer((_, _) => Honest.Whole() with { SilentAfter = 0 });
        string message = Assert.Throws<IOException>(() => Fetch(server, SmallDataset.Quick with { Patience = TimeSpan.FromMilliseconds(50) })).Message;
        Assert.Contains("nothing for 0.05 s, 3 times in a row", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fetch_PageInPlaceOfTheArchive_TriesTheNextAddress()
    {
        using var server = new ScriptedServer((request, _) =>
            request.Path == "/page" ? new ServedFile("<!DOCTYPE html>"u8.ToArray()).Reply(request) : Honest.Reply(request));
        FetchResult result = DatasetFetcher.Fetch(
            SmallDataset.At(server.Address()), _folder[Target], SmallDataset.Quick with { Addresses = [server.Address("/page")] }, null, Cancellation);
        SmallDataset.AssertWhole(_folder, Target);
        Assert.Equal(["/page", "/dataset.zip"], server.Requests.Select(request => request.Path));
        Assert.Equal(server.Address().AbsoluteUri, result.Archive!.Source);
    }

    [Fact]
    public void Fetch_WrongBytes_AreFoundByTheirChecksum()
    {
        byte[] wrong = [.. SmallDataset.Zip];
        wrong[2000] ^= 1;
        using var server = new ScriptedServer((request, _) => new ServedFile(wrong).Reply(request));
        Assert.Contains("a wrong checksum of 'Concrete/Negative/00001.jpg'", Assert.Throws<IOException>(() => Fetch(server)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder[Target]));
    }

    [Fact]
    public void Fetch_OtherDigest_IsRefusedAndDropped()
    {
        using var server = new ScriptedServer((request, _) => Honest.Reply(request));
        string message = Assert.Throws<IOException>(() => Fetch(server, SmallDataset.Quick with { Sha256 = new string('A', 64) })).Message;
        Assert.Contains($"expected SHA-256 {new string('a', 64)}, received {SmallDataset.Sha256(SmallDataset.Zip)}", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder[Target]));
    }

    [Fact]
    public void Fetch_NobodyListens_SaysSoWithoutTryingAgain()
    {
        Uri gone;
        using (var server = new ScriptedServer((_, _) => Honest.Whole()))
            gone = server.Address();
        string message = Assert.Throws<IOException>(() => Fetch(gone, SmallDataset.Quick with { RetryDelay = TimeSpan.FromHours(1) })).Message;
        Assert.Contains($"{gone}: no connection", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fetch_Stopped_KeepsThePartAndGoesOn()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var server = new ScriptedServer((request, number) => Honest.Reply(request) with { SilentAfter = number == 0 ? 6000 : null });
        var progress = new Watcher(report =>
        {
            if (report.Done == 6000)
                stop.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() =>
            DatasetFetcher.Fetch(SmallDataset.At(server.Address()), _folder[Target], SmallDataset.Quick, progress, stop.Token));
        Assert.Equal(6000, Part().Length);
        Assert.Equal([".cracklab-fetch"], Directory.EnumerateFileSystemEntries(_folder[Target]).Select(Path.GetFileName));

        Fetch(server);
        SmallDataset.AssertWhole(_folder, Target);
        Assert.Equal([null, 6000], server.Requests.Select(request => request.From));
    }

    [Fact]
    public void Fetch_Progress_RisesToTheEnd()
    {
        using var server = new ScriptedServer((request, _) => Honest.Reply(request));
        List<FetchProgress> reports = [];
        DatasetFetcher.Fetch(SmallDataset.At(server.Address()), _folder[Target], SmallDataset.Quick, new Watcher(reports.Add), Cancellation);
        Assert.Equal([FetchStage.Downloading, FetchStage.Checking, FetchStage.Unpacking], reports.Select(report => report.Stage).Distinct());
        Assert.All(reports, report => Assert.InRange(report.Done, 1, report.Total));
        Assert.Equal(SmallDataset.Zip.Length, reports.Last(report => report.Stage == FetchStage.Downloading).Done);
        Assert.Equal(new FetchProgress(FetchStage.Unpacking, 5, 5), reports[^1]);
    }

    [Fact]
    public void Fetch_RecordDamaged_BeginsAnew()
    {
        using var server = new ScriptedServer((request, number) => Honest.Reply(request) with { CutAfter = number < 3 ? 0 : null });
        Assert.Throws<IOException>(() => Fetch(server));
        foreach (string record in Directory.EnumerateFiles(_folder[$"{Target}/.cracklab-fetch"], "*.json"))
            File.WriteAllText(record, "{ half");
        Fetch(server);
        SmallDataset.AssertWhole(_folder, Target);
        Assert.Null(server.Requests[^1].From);
    }

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FetchResult Fetch(ScriptedServer server, FetchOptions? options = null) => Fetch(server.Address(), options);

    // A pause that was not asked for ends a test, not a day.
    private FetchResult Fetch(Uri address, FetchOptions? options = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        return DatasetFetcher.Fetch(SmallDataset.At(address), _folder[Target], options ?? SmallDataset.Quick, null, limit.Token);
    }

    private FileInfo Part() => new(Assert.Single(Directory.GetFiles(_folder[$"{Target}/.cracklab-fetch"], "*.part")));

    private sealed class Watcher(Action<FetchProgress> watch) : IProgress<FetchProgress>
    {
        public void Report(FetchProgress value) => watch(value);
    }
}
