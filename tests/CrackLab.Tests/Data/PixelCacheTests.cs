using CrackLab.Data;
using CrackLab.Imaging;

namespace CrackLab.Tests.Data;

[Collection(typeof(EnvironmentCollection))]
public sealed class PixelCacheTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public PixelCacheTests()
    {
        for (int number = 0; number < 6; number++)
        {
            _folder.Write($"set/{(number % 2 == 0 ? "a" : "b")}/{number}.bmp", TestFolder.Bmp(4, 4, number));
        }

        _folder.Write("set/b/copy of 0.bmp", TestFolder.Bmp(4, 4, 0));
    }

    private string Store => _folder["cache"];

    [Fact]
    public void Open_PicturesOfTheWantedSize_HoldsTheirExactPixels()
    {
        ImageSet set = Set();
        using PixelCache cache = PixelCache.Open(set, 4, Store);
        Assert.Equal((6, 4, 48), (cache.Count, cache.Size, cache.SlotLength));
        foreach (Sample sample in set.Samples)
        {
            int seed = Path.GetFileNameWithoutExtension(sample.Path)[^1] - '0';
            byte[] expected = [.. Enumerable.Range(0, 16).SelectMany(i => Bytes(TestFolder.Pixel(i % 4, i / 4, seed)))];
            Assert.Equal(expected, Pixels(cache, sample));
        }
    }

    [Fact]
    public void Open_OtherSize_HoldsWhatPredictionWouldSee()
    {
        ImageSet set = Set();
        using PixelCache cache = PixelCache.Open(set, 3, Store);
        Assert.All(set.Samples, sample => Assert.Equal(PixelLoader.Load(File.ReadAllBytes(set.FullPath(sample)), 3), Pixels(cache, sample)));
    }

    [Fact]
    public void Open_SameContentElsewhereAndInOtherOrder_FindsTheFile()
    {
        ImageSet set = Set();
        using PixelCache first = PixelCache.Open(set, 4, Store);
        var recorder = new Recorder<CacheProgress>();
        var moved = new ImageSet(_folder["gone"], set.Classes, [.. set.Samples.Reverse()]);
        using PixelCache second = PixelCache.Open(moved, 4, Store, recorder);
        Assert.Equal(first.Path, second.Path);
        Assert.Empty(recorder.Reports);
        Assert.Equal(Pixels(first, set.Samples[0]), Pixels(second, set.Samples[0]));
    }

    [Fact]
    public void Open_Building_TellsItsProgressAndLeavesOneFile()
    {
        var recorder = new Recorder<CacheProgress>();
        using PixelCache cache = PixelCache.Open(Set(), 4, Store, recorder);
        Assert.Equal(Enumerable.Range(1, 6).Select(done => new CacheProgress(done, 6)), recorder.Reports);
        Assert.Equal([Path.GetFileName(cache.Path)], _folder.Snapshot("cache").Keys);
        Assert.Null(cache.Note);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(40)]
    public void Open_DamagedHeader_IsBuiltAnew(int offset) => AssertRebuilt(path =>
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[offset] ^= 1;
        File.WriteAllBytes(path, bytes);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(4200)]
    public void Open_ShortFile_IsBuiltAnew(int length) => AssertRebuilt(path => File.WriteAllBytes(path, File.ReadAllBytes(path)[..length]));

    [Fact]
    public void Open_FileChangedSinceInspection_IsNamed()
    {
        ImageSet set = Set();
        _folder.Write("set/a/2.bmp", TestFolder.Bmp(4, 4, 99));
        AssertNamesTheFile(set, "expected the bytes that were inspected");
    }

    [Fact]
    public void Open_VanishedFile_IsNamed()
    {
        ImageSet set = Set();
        File.Delete(_folder["set/a/2.bmp"]);
        AssertNamesTheFile(set, "expected the file that was inspected");
    }

    [Fact]
    public void Open_Cancelled_LeavesNothing()
    {
        using var cancel = new CancellationTokenSource();
        var progress = new Cancelling(cancel);
        Assert.ThrowsAny<OperationCanceledException>(() => PixelCache.Open(Set(), 4, Store, progress, cancel.Token));
        Assert.Empty(_folder.Snapshot("cache"));
    }

    [Fact]
    public void Open_TwoAtOnce_BothSucceed()
    {
        ImageSet set = Set();
        var pixels = new byte[4][];
        Parallel.For(0, pixels.Length, index =>
        {
            using PixelCache cache = PixelCache.Open(set, 64, Store);
            pixels[index] = Pixels(cache, set.Samples[3]);
        });
        Assert.All(pixels, one => Assert.Equal(pixels[0], one));
        Assert.Single(_folder.Snapshot("cache"));
    }

    [Fact]
    public void Open_LeftoversOfAKilledBuild_AreRemovedOnceOld()
    {
        string old = _folder.Write("cache/.1.cracklab-tmp", "half");
        string young = _folder.Write("cache/.2.cracklab-tmp", "half");
        string other = _folder.Write("cache/other.pixels", "somebody's");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-2));
        File.SetLastWriteTimeUtc(other, DateTime.UtcNow.AddHours(-2));
        PixelCache.Open(Set(), 4, Store).Dispose();
        Assert.Equal([false, true, true], new[] { old, young, other }.Select(File.Exists));
    }

    [Fact]
    public void Open_FolderThatIsAFile_SaysSo()
    {
        _folder.Write("cache", "");
        Assert.Contains("expected", Assert.ThrowsAny<IOException>(() => PixelCache.Open(Set(), 4, Store)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_MoreThanTheDiskHolds_SaysHowMuchIsMissing()
    {
        // 20,000 pictures of 8192 x 8192 would take 4 TB; no file is read before the space is known.
        ImageSet set = TestSets.Of(20_000);
        if (new DriveInfo(_folder.Path).AvailableFreeSpace > 4_000_000_000_000)
        {
            Assert.Skip("the disk has room for 4 TB");
        }

        IOException e = Assert.Throws<IOException>(() => PixelCache.Open(set, 8192, Store));
        Assert.Contains("MiB of free space, received", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_UsualFolderNotWritable_TakesATemporaryOneAndSaysSo()
    {
        string? before = Environment.GetEnvironmentVariable(CacheFolder.Variable);
        Environment.SetEnvironmentVariable(CacheFolder.Variable, Path.Combine(_folder.Write("a file", ""), "below"));
        try
        {
            using PixelCache cache = PixelCache.Open(Set(), 4);
            Assert.StartsWith(CacheFolder.Fallback, cache.Path, StringComparison.Ordinal);
            Assert.Contains(CacheFolder.Fallback, cache.Note, StringComparison.Ordinal);
            File.Delete(cache.Path);
            Environment.SetEnvironmentVariable(CacheFolder.Variable, Store);
            Assert.Equal(Store, PixelCache.DefaultFolder);
        }
        finally
        {
            Environment.SetEnvironmentVariable(CacheFolder.Variable, before);
        }
    }

    [Fact]
    public void Open_EmptySet_IsRefused() => Assert.Throws<ArgumentException>(() => PixelCache.Open(TestSets.Of(0), 4, Store));

    [Fact]
    public void SlotOf_UnknownPicture_SaysSo()
    {
        using PixelCache cache = PixelCache.Open(Set(), 4, Store);
        Assert.Throws<KeyNotFoundException>(() => cache.SlotOf(TestSets.Hash("other")));
    }

    [Fact]
    public void CopyTo_FileThatIsCutShort_IsAnErrorAndNotTheEndOfTheProcess()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody cut a file that is open.");
        ImageSet set = Set();
        using PixelCache cache = PixelCache.Open(set, 4, Store);
        using (FileStream file = new(cache.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(4100);
        }

        IOException error = Assert.Throws<IOException>(() => cache.CopyTo(cache.Count - 1, new byte[48]));
        Assert.StartsWith($"Pixel cache '{cache.Path}': expected 48 bytes of picture {cache.Count - 1}, received 0.", error.Message);
        using PixelCache again = PixelCache.Open(set, 4, Store);
        again.CopyTo(again.Count - 1, new byte[48]);
    }

    [Fact]
    public void CopyTo_BadArguments_AreRefused()
    {
        PixelCache cache = PixelCache.Open(Set(), 4, Store);
        Assert.Throws<ArgumentOutOfRangeException>(() => cache.CopyTo(6, new byte[48]));
        Assert.Throws<ArgumentOutOfRangeException>(() => cache.CopyTo(-1, new byte[48]));
        Assert.Throws<ArgumentException>(() => cache.CopyTo(0, new byte[47]));
        cache.Dispose();
        Assert.Throws<ObjectDisposedException>(() => cache.CopyTo(0, new byte[48]));
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg, 227, 227, 128, 1)]
    [InlineData(ImageFormat.Jpeg, 256, 300, 128, 2)]
    [InlineData(ImageFormat.Jpeg, 256, 255, 128, 1)]
    [InlineData(ImageFormat.Jpeg, 4032, 3024, 128, 8)]
    [InlineData(ImageFormat.Jpeg, 4032, 600, 128, 4)]
    [InlineData(ImageFormat.Png, 4032, 3024, 128, 1)]
    public void Downscale_Sizes_LeaveAtLeastTheWantedOne(ImageFormat format, int width, int height, int size, int expected) =>
        Assert.Equal(expected, PixelLoader.Downscale(new ImageInfo(format, width, height, "RGB", 8, 1), size));

    public void Dispose() => _folder.Dispose();

    private ImageSet Set() => ImageFolder.Open(_folder["set"]).Inspect().Healthy;

    private static byte[] Pixels(PixelCache cache, Sample sample)
    {
        var pixels = new byte[cache.SlotLength];
        cache.CopyTo(cache.SlotOf(sample.Sha256), pixels);
        return pixels;
    }

    private static byte[] Bytes((byte R, byte G, byte B) pixel) => [pixel.R, pixel.G, pixel.B];

    private void AssertRebuilt(Action<string> damage)
    {
        ImageSet set = Set();
        byte[] whole;
        string path;
        using (PixelCache cache = PixelCache.Open(set, 4, Store))
        {
            path = cache.Path;
            whole = File.ReadAllBytes(path);
        }

        damage(path);
        var recorder = new Recorder<CacheProgress>();
        using PixelCache again = PixelCache.Open(set, 4, Store, recorder);
        Assert.Equal(6, recorder.Reports.Count);
        Assert.Equal(whole, File.ReadAllBytes(again.Path));
    }

    private void AssertNamesTheFile(ImageSet set, string expected)
    {
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => PixelCache.Open(set, 4, Store));
        Assert.Contains($"2.bmp': {expected}", e.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Snapshot("cache"));
    }

    private sealed class Cancelling(CancellationTokenSource source) : IProgress<CacheProgress>
    {
        public void Report(CacheProgress value) => source.Cancel();
    }
}
