using System.IO.Pipes;
using System.Text;
using CrackLab.Prediction;
using CrackLab.Tests.Data;
using CrackLab.Tests.Training;

namespace CrackLab.Tests.Prediction;

public sealed class PhotoInputTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData("a.jpg\nb c.jpg\n", "a.jpg", "b c.jpg")]
    [InlineData("a.jpg\r\nb.jpg", "a.jpg", "b.jpg")]
    [InlineData("\n\na.jpg\n\n", "a.jpg")]
    [InlineData("a.jpg\0new\nline.jpg\0", "a.jpg", "new\nline.jpg")]
    [InlineData("a\r\0b", "a\r", "b")]
    [InlineData("\uFEFFü.jpg\n橋.jpg\n", "ü.jpg", "橋.jpg")]
    [InlineData("BM.jpg\n", "BM.jpg")]
    [InlineData("BMW/a.jpg\nBMW/b.jpg\nBMW/c.jpg\nBMW/d.jpg\n", "BMW/a.jpg", "BMW/b.jpg", "BMW/c.jpg", "BMW/d.jpg")]
    [InlineData("II.jpg", "II.jpg")]
    [InlineData("")]
    [InlineData("\n")]
    public void Read_Paths_GivesThemAsTheyAre(string text, params string[] expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(expected, Paths(new MemoryStream(bytes)));
        Assert.Equal(expected, Paths(new Trickle(bytes)));
    }

    [Fact]
    public void Read_ManyPaths_AreAllThere()
    {
        string[] names = [.. Enumerable.Range(0, 20_000).Select(i => $"folder with a long name/{i:D6}.jpg")];
        Assert.Equal(names, Paths(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', names)))));
    }

    [Fact]
    public void Read_NameThatIsNoUtf8_IsGivenWithAMark() =>
        Assert.Equal(["a\uFFFD.jpg", "b.jpg"], Paths(new MemoryStream([(byte)'a', 0xFF, .. ".jpg\nb.jpg\n"u8])));

    [Fact]
    public void Read_Folder_GivesThePhotosInIt()
    {
        _folder.Write("photos/a.jpg", "");
        _folder.Write("photos/b/c.png", "");
        string text = $"{_folder["photos"]}\n{_folder["gone.jpg"]}\n";
        Assert.Equal(
            [Path.Join(_folder["photos"], "a.jpg"), Path.Join(_folder["photos"], "b", "c.png"), _folder["gone.jpg"]],
            Paths(new MemoryStream(Encoding.UTF8.GetBytes(text))));
    }

    [Theory]
    [InlineData("png")]
    [InlineData("jpg")]
    [InlineData("bmp")]
    [InlineData("gif")]
    public void Read_Picture_IsOnePhoto(string kind)
    {
        byte[] png = ToyPhotos.Png(1, 1, 90, 90);
        byte[] bytes = kind switch
        {
            "png" => png,
            "jpg" => Imaging.JpegEncoder.Encode(Imaging.ImageDecoder.Decode(png)),
            "bmp" => TestFolder.Bmp(200, 200, seed: 1),
            _ => [.. "GIF89a"u8, .. new byte[40]],
        };
        foreach (Stream stream in new Stream[] { new MemoryStream(bytes), new Trickle(bytes) })
        {
            PhotoSource photo = Assert.Single(PhotoInput.Read(stream), photo => photo != PhotoSource.Pause);
            Assert.Equal("-", photo.Path);
            Assert.Equal(bytes, photo.Content!.Value.ToArray());
        }
    }

    [Fact]
    public void Read_CutPicture_IsOnePhotoStill() =>
        Assert.Equal(3, Assert.Single(PhotoInput.Read(new MemoryStream([0xFF, 0xD8, 0xFF]))).Content!.Value.Length);

    [Fact]
    public void Read_NeitherPathsNorPicture_SaysSo()
    {
        byte[] noise = [.. Enumerable.Repeat((byte)1, 200_000)];
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => PhotoInput.Read(new MemoryStream(noise)).Count());
        Assert.Contains("expected the paths of photos or one picture on standard input", error.Message);
    }

    [Fact]
    public void Read_BrokenStream_Throws() => Assert.Throws<IOException>(() => PhotoInput.Read(new Broken()).Count());

    [Fact]
    public async Task Read_NamesWithAGap_AreGivenBeforeIt()
    {
        using var writing = new AnonymousPipeServerStream(PipeDirection.Out);
        using var reading = new AnonymousPipeClientStream(PipeDirection.In, writing.ClientSafePipeHandle);
        using IEnumerator<PhotoSource> photos = PhotoInput.Read(reading).GetEnumerator();
        await writing.WriteAsync("a.jpg\nb"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("a.jpg", NextName(photos));
        Assert.True(photos.MoveNext());
        Assert.Same(PhotoSource.Pause, photos.Current);
        await writing.WriteAsync(".jpg\n"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("b.jpg", NextName(photos));
        writing.Dispose();
        Assert.Null(NextName(photos));
    }

    public void Dispose() => _folder.Dispose();

    private static string? NextName(IEnumerator<PhotoSource> photos)
    {
        while (photos.MoveNext())
        {
            if (photos.Current != PhotoSource.Pause) return photos.Current.Path;
        }

        return null;
    }

    private static IEnumerable<string> Paths(Stream stream) =>
        PhotoInput.Read(stream).Where(photo => photo != PhotoSource.Pause).Select(photo => photo.Content is null ? photo.Path : "a picture");

    /// <summary>Gives a byte a read.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..1]);
    }

    private sealed class Broken : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("broken");

        public override int Read(Span<byte> buffer) => throw new IOException("broken");
    }
}
