using System.IO.Compression;
using CrackLab.Data.Fetching;

namespace CrackLab.Tests.Data.Fetching;

/// <summary>Archives that are named instead of downloaded: good ones, bad ones and hostile ones.</summary>
public sealed class ArchiveTests : IDisposable
{
    private const string Target = "data";

    private readonly TestFolder _folder = new();

    [Fact]
    public void Fetch_ZipOfClassFolders_GivesTheDatasetAndLeavesTheZip()
    {
        string zip = _folder.Write("mine.zip", SmallDataset.Zip);
        FetchResult result = Fetch(zip);
        SmallDataset.AssertWhole(_folder, Target);
        Assert.Equal("mine.zip", result.Archive!.Source);
        Assert.Equal(SmallDataset.Zip, File.ReadAllBytes(zip));
        Assert.Equal(["Negative", "Positive"], result.Classes.Keys);
    }

    [Fact]
    public void Fetch_Licence_TellsWhoseItIsAndWhereFrom()
    {
        Fetch(_folder.Write("mine.zip", SmallDataset.Zip));
        string note = File.ReadAllText(_folder[$"{Target}/LICENSE.txt"]);
        Assert.All(
            ["Small Cracks", "Nobody (2019)", "https://example.org/small", "CC BY 4.0", "https://example.org/licence", "mine.zip", SmallDataset.Sha256(SmallDataset.Zip)],
            part => Assert.Contains(part, note, StringComparison.Ordinal));
        Assert.DoesNotContain(_folder.Path, note, StringComparison.Ordinal);
    }

    [Fact]
    public void Fetch_FoldersOfOtherCaseAndStrayFiles_AreTidied()
    {
        (string, byte[])[] files = [.. SmallDataset.Files.Select(file => ($"a/b/{file.Name.ToLowerInvariant()}", file.Bytes)),
            ("__MACOSX/a/b/negative/._00001.jpg", [1]), ("__MACOSX/a/b/positive/._00001.jpg", [1]), ("a/b/negative/Thumbs.db", [1])];
        Fetch(_folder.Write("mine.zip", SmallDataset.ZipOf(files)));
        SmallDataset.AssertWhole(_folder, Target);
    }

    [Theory]
    [InlineData("../escaped.jpg")]
    [InlineData("Negative/../../../escaped.jpg")]
    [InlineData("..\\escaped.jpg")]
    [InlineData("/escaped.jpg")]
    [InlineData("C:\\escaped.jpg")]
    [InlineData("Negative/a.jpg:stream")]
    public void Fetch_NameThatLeadsOut_RefusesTheZip(string name)
    {
        string message = Refused(SmallDataset.ZipOf([.. SmallDataset.Files, (name, [1])]));
        Assert.Contains($"received '{name}'", message, StringComparison.Ordinal);
        Assert.Equal(["bad.zip"], _folder.Snapshot().Keys);
    }

    [Fact]
    public void Fetch_LinkInAZip_IsRefused()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            ZipArchiveEntry link = zip.CreateEntry("Negative/00001.jpg");
            link.ExternalAttributes = unchecked((int)0xA1FF0000);
            using Stream entry = link.Open();
            entry.Write("/etc/hostname"u8);
        }

        Assert.Contains("received the link 'Negative/00001.jpg'", Refused(stream.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Fetch_PictureMissing_TellsTheNumbers()
    {
        string message = Refused(SmallDataset.ZipOf(SmallDataset.Files[1..]));
        Assert.Contains("expected 3 pictures in Negative, received 2", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder[Target]));
    }

    [Fact]
    public void Fetch_EmptyPicture_IsNotCounted()
    {
        string message = Refused(SmallDataset.ZipOf([.. SmallDataset.Files[..^1], ("Positive/10000_1.jpg", [])]));
        Assert.Contains("expected 2 pictures in Positive, received 1", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fetch_ClassMissing_SaysWhichAreExpected()
    {
        Assert.Contains(
            "expected the folders Negative and Positive once, received them 0 times",
            Refused(SmallDataset.ZipOf(SmallDataset.Files[..3])), StringComparison.Ordinal);
    }

    [Fact]
    public void Fetch_ClassesTwice_AreRefused()
    {
        (string, byte[])[] twice = [.. SmallDataset.Files.SelectMany(file => new[] { ($"a/{file.Name}", file.Bytes), ($"b/{file.Name}", file.Bytes) })];
        Assert.Contains("received them 2 times", Refused(SmallDataset.ZipOf(twice)), StringComparison.Ordinal);
    }

    [Fact]
    public void Fetch_OneNameTwice_IsRefused()
    {
        Assert.Contains("twice", Refused(SmallDataset.ZipOf([.. SmallDataset.Files, SmallDataset.Files[0]])), StringComparison.Ordinal);
    }

    [Fact]
    public void Fetch_NeitherPicturesNorRar_SaysWhatThereIs()
    {
        Assert.Contains("received 0 RARs and no picture among 1 files", Refused(SmallDataset.ZipOf(("a.txt", [1]))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("<html>not here</html>")]
    public void Fetch_NoArchive_IsRefused(string text)
    {
        Assert.Contains("expected a zip or a RAR", Refused([.. text.Select(letter => (byte)letter)]), StringComparison.Ordinal);
    }

    [Fact]
    public void Fetch_EveryCutOfAZip_IsRefusedAndLeavesNothing()
    {
        byte[] zip = SmallDataset.ZipOf([.. SmallDataset.Files.Select(file => (file.Name, file.Bytes[..1]))]);
        string path = _folder["bad.zip"];
        for (int length = 0; length < zip.Length; length += 7)
        {
            _folder.Write("bad.zip", zip.AsSpan(0, length));
            string message = Assert.Throws<InvalidDataException>(() => Fetch(path)).Message;
            Assert.StartsWith($"'{path}': expected ", message, StringComparison.Ordinal);
        }

        Assert.Equal(["bad.zip"], _folder.Snapshot().Keys);
    }

    [Fact]
    public void Fetch_RarOfOtherDigest_IsRefusedUnlessVouchedFor()
    {
        byte[] zip = SmallDataset.ZipOf(("x.rar", RarWriter.Write(("Negative/1.jpg", [1]))));
        string message = Refused(zip);
        Assert.Contains($"SHA-256 {SmallDataset.Sha256(SmallDataset.Rar)}", message, StringComparison.Ordinal);
        Assert.Contains("--sha256", message, StringComparison.Ordinal);
        var vouched = SmallDataset.Quick with { Archive = _folder["bad.zip"], Sha256 = SmallDataset.Sha256(zip), SearchPath = "" };
        Assert.Contains("none on the PATH", Assert.Throws<IOException>(() => Fetch(vouched)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fetch_ArchiveOfOtherDigest_IsRefused()
    {
        string zip = _folder.Write("mine.zip", SmallDataset.Zip);
        string message = Assert.Throws<InvalidDataException>(() => Fetch(SmallDataset.Quick with { Archive = zip, Sha256 = new string('0', 64) })).Message;
        Assert.Contains(SmallDataset.Sha256(SmallDataset.Zip), message, StringComparison.Ordinal);
        Assert.True(File.Exists(zip));
    }

    [Fact]
    public void Fetch_MissingArchive_SaysSo()
    {
        Assert.Contains("a path that does not exist", Assert.Throws<FileNotFoundException>(() => Fetch(_folder["none.zip"])).Message, StringComparison.Ordinal);
        Assert.Contains("a folder", Assert.Throws<FileNotFoundException>(() => Fetch(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://example.org/a.zip", null, 3)]
    [InlineData(null, "abc", 3)]
    [InlineData(null, "zz0000000000000000000000000000000000000000000000000000000000zzzz", 3)]
    [InlineData(null, null, 0)]
    public void Fetch_OptionsOutOfRange_AreRefused(string? address, string? digest, int attempts)
    {
        var options = new FetchOptions { Addresses = address is null ? [] : [new Uri(address)], Sha256 = digest, Attempts = attempts };
        Assert.ThrowsAny<ArgumentException>(() => Fetch(options));
        Assert.Empty(_folder.Snapshot());
    }

    [Fact]
    public void Catalogue_ConcreteCracks_IsWhatDataReadmeSays()
    {
        PublicDataset dataset = PublicDatasets.ConcreteCracks;
        string card = File.ReadAllText(Path.Combine(Shared.Repository.Root, "data", "README.md"));
        Assert.Contains(dataset.Rar!.Sha256, card, StringComparison.Ordinal);
        Assert.Contains(dataset.Rar.Bytes.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture), card, StringComparison.Ordinal);
        Assert.Contains(dataset.Page.AbsoluteUri, card, StringComparison.Ordinal);
        Assert.All(dataset.Addresses, address => Assert.Equal("https", address.Scheme));
        Assert.All(dataset.Classes, one => Assert.Equal(20_000, one.Value));
    }

    public void Dispose() => _folder.Dispose();

    private string Refused(byte[] archive)
    {
        string path = _folder.Write("bad.zip", archive);
        string message = Assert.Throws<InvalidDataException>(() => Fetch(path)).Message;
        Assert.StartsWith($"'{path}': expected ", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder[Target]));
        return message;
    }

    private FetchResult Fetch(string archive) => Fetch(SmallDataset.Quick with { Archive = archive });

    private FetchResult Fetch(FetchOptions options) =>
        DatasetFetcher.Fetch(SmallDataset.At(), _folder[Target], options, null, TestContext.Current.CancellationToken);
}
