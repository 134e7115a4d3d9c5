using CrackLab.Data.Fetching;

namespace CrackLab.Tests.Data.Fetching;

/// <summary>RARs, unpacked by the programs of this machine or by ones that fail.</summary>
public sealed class RarTests : IDisposable
{
    private const string Target = "data";

    private readonly TestFolder _folder = new();

    [Fact]
    public void Fetch_Rar_IsUnpackedByWhatIsThere()
    {
        SkipWithoutUnpacker();
        Fetch(SmallDataset.Rar, SmallDataset.Quick);
        SmallDataset.AssertWhole(_folder, Target);
    }

    [Fact]
    public void Fetch_RarInAZip_IsUnpackedByWhatIsThere()
    {
        SkipWithoutUnpacker();
        Fetch(SmallDataset.ZipWithRar, SmallDataset.Quick);
        SmallDataset.AssertWhole(_folder, Target);
    }

    [Fact]
    public void Fetch_RarThatClimbs_IsRefused()
    {
        SkipWithoutUnpacker();
        byte[] rar = RarWriter.Write([.. SmallDataset.Files, ("../escaped.jpg", [1])]);
        Assert.Contains("../escaped.jpg", Assert.Throws<InvalidDataException>(() => Fetch(rar, Vouching(rar))).Message, StringComparison.Ordinal);
        Assert.Equal(["archive"], _folder.Snapshot().Keys);
    }

    [Fact]
    public void Fetch_LinkInARar_IsRefused()
    {
        SkipWithoutUnpacker();
        byte[] rar = RarWriter.WriteLink("Negative", "/etc");
        Assert.Contains("received the link 'Negative'", Assert.Throws<InvalidDataException>(() => Fetch(rar, Vouching(rar))).Message, StringComparison.Ordinal);
        Assert.Equal(["archive"], _folder.Snapshot().Keys);
    }

    [Fact]
    public void Fetch_CutRar_TellsWhatTheProgramSays()
    {
        SkipWithoutUnpacker();
        byte[] rar = SmallDataset.Rar[..^2000];
        IOException e = Assert.Throws<IOException>(() => Fetch(rar, Vouching(rar)));
        Assert.Contains("expected a RAR that can be unpacked", e.Message, StringComparison.Ordinal);
        Assert.Equal(["archive"], _folder.Snapshot().Keys);
    }

    [Fact]
    public void Fetch_NoUnpacker_SaysHowToGetOneAndKeepsTheDownload()
    {
        using var server = new ScriptedServer((request, _) => new ServedFile(SmallDataset.ZipWithRar).Reply(request));
        PublicDataset dataset = SmallDataset.At(new Uri("http://127.0.0.1:1/"), server.Address());
        string message = Assert.Throws<IOException>(() => Fetch(dataset, SmallDataset.Quick with { SearchPath = "" })).Message;
        Assert.All(["apt install", "brew install", "winget install", _folder[$"{Target}{Path.DirectorySeparatorChar}.cracklab-fetch"]], part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);

        SkipWithoutUnpacker();
        Fetch(dataset, SmallDataset.Quick);
        SmallDataset.AssertWhole(_folder, Target);
        Assert.Single(server.Requests);
    }

    [Fact]
    public void Fetch_ProgramFails_TheNextIsTried()
    {
        IReadOnlyList<UnpackTool> real = SkipWithoutUnpacker();
        SkipOnWindows();
        // It lists, leaves half a file, and fails: so does a 7z that knows no RAR.
        Script("bsdtar", """if [ "$1" = -tf ]; then echo Negative/00001.jpg; else echo half > "$4/half"; echo "Unsupported Method" >&2; exit 2; fi""");
        UnderAnotherName(real[0]);
        Fetch(SmallDataset.Rar, SmallDataset.Quick with { SearchPath = _folder["bin"] });
        SmallDataset.AssertWhole(_folder, Target);
    }

    [Fact]
    public void Fetch_AllProgramsFail_TellsWhatEachSays()
    {
        SkipOnWindows();
        Script("bsdtar", "echo 'Unrecognized archive format' >&2; exit 1");
        Script("7z", """if [ "$1" = l ]; then echo 'Path = Negative/1.jpg'; else echo 'Unsupported Method' >&2; exit 2; fi""");
        Script("unrar", "exit 7");
        string message = Assert.Throws<IOException>(() => Fetch(SmallDataset.Rar, SmallDataset.Quick with { SearchPath = _folder["bin"] })).Message;
        Assert.Contains("'bsdtar: Unrecognized archive format; 7z: Unsupported Method; unrar: exit code 7'", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder[Target]));
    }

    [Fact]
    public void Fetch_ProgramThatIsNone_IsPassedOver()
    {
        SkipOnWindows();
        Script("7z", "exit 1");
        File.WriteAllBytes(_folder["bin/7z"], [0, 1, 2, 3]);
        string message = Assert.Throws<IOException>(() => Fetch(SmallDataset.Rar, SmallDataset.Quick with { SearchPath = _folder["bin"] })).Message;
        Assert.Contains("'7z: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fetch_ProgramUnpacksTooLittle_IsFoundByCount()
    {
        SkipOnWindows();
        Script("unrar", """if [ "$1" = x ]; then mkdir -p "$8Negative" "$8Positive"; fi""");
        string message = Assert.Throws<InvalidDataException>(() => Fetch(SmallDataset.Rar, SmallDataset.Quick with { SearchPath = _folder["bin"] })).Message;
        Assert.Contains("expected 3 pictures in Negative, received 0", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7z", "echo 'Path = ../../escaped'")]
    [InlineData("unrar", "echo /etc/escaped")]
    [InlineData("bsdtar", "echo 'Negative/../../escaped'")]
    public void Fetch_ListingThatLeadsOut_IsRefusedBeforeAnythingIsUnpacked(string name, string listing)
    {
        SkipOnWindows();
        Script(name, $"""if [ "$1" = x ] || [ "$1" = -xf ]; then touch "{_folder["unpacked"]}"; else {listing}; fi""");
        string message = Assert.Throws<InvalidDataException>(() => Fetch(SmallDataset.Rar, SmallDataset.Quick with { SearchPath = _folder["bin"] })).Message;
        Assert.Contains("escaped", message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["unpacked"]));
    }

    [Fact]
    public void Fetch_StoppedWhileUnpacking_EndsTheProgramAndLeavesNothing()
    {
        SkipOnWindows();
        Script("bsdtar", $"""if [ "$1" = -xf ]; then touch "{_folder["began"]}"; sleep 600; fi""");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var progress = new Watcher(() =>
        {
            if (File.Exists(_folder["began"]))
                stop.Cancel();
        });
        string archive = _folder.Write("archive", SmallDataset.Rar);
        Assert.ThrowsAny<OperationCanceledException>(() => DatasetFetcher.Fetch(
            SmallDataset.At(), _folder[Target], SmallDataset.Quick with { Archive = archive, SearchPath = _folder["bin"] }, progress, stop.Token));
        Assert.False(Directory.Exists(_folder[Target]));
    }

    [Fact]
    public void Find_RelativeOrEmptyFolders_AreNotSearched()
    {
        string programs = Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles);
        Assert.All(
            UnpackTool.Find($"{Path.PathSeparator}.{Path.PathSeparator}bin"),
            tool => Assert.StartsWith(programs, tool.Executable, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The made-up programs are shell scripts.");

    private static IReadOnlyList<UnpackTool> SkipWithoutUnpacker()
    {
        IReadOnlyList<UnpackTool> tools = UnpackTool.Find(SmallDataset.Quick.SearchPath);
        Assert.SkipWhen(tools.Count == 0, "No bsdtar, 7z or unrar on the PATH: 'apt install libarchive-tools' brings bsdtar.");
        return tools;
    }

    private static FetchOptions Vouching(byte[] archive) => SmallDataset.Quick with { Sha256 = SmallDataset.Sha256(archive) };

    private void Script(string name, string body)
    {
        string path = _folder.Write($"bin/{name}", $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Makes a script that takes unrar's arguments and calls the real program, so that this is not the first to be tried.</summary>
    private void UnderAnotherName(UnpackTool real)
    {
        Assert.SkipWhen(real.Kind != UnpackToolKind.Bsdtar, "Only bsdtar's command line is translated here.");
        Script("unrar", $"""if [ "$1" = lb ]; then "{real.Executable}" -tf "$4"; else "{real.Executable}" -xf "$7" -C "$8"; fi""");
    }

    private FetchResult Fetch(byte[] archive, FetchOptions options)
    {
        string path = _folder.Write("archive", archive);
        return Fetch(SmallDataset.At(), options with { Archive = path });
    }

    private FetchResult Fetch(PublicDataset dataset, FetchOptions options) =>
        DatasetFetcher.Fetch(dataset, _folder[Target], options, null, TestContext.Current.CancellationToken);

    private sealed class Watcher(Action watch) : IProgress<FetchProgress>
    {
        public void Report(FetchProgress value) => watch();
    }
}
