using System.Security.Cryptography;
using CrackLab.Data;
using CrackLab.Data.Overlaps;
using CrackLab.Data.Synthetic;
using CrackLab.Imaging;

namespace CrackLab.Tests.Data.Overlaps;

/// <summary>Crops cut from synthetic photographs, searched once for the tests that look at the result.</summary>
public sealed class CropFolder : IDisposable
{
    private const int Side = 160;

    private readonly TestFolder _folder = new();
    private readonly List<Sample> _samples = [];

    public CropFolder()
    {
        Image[] photos = [.. Enumerable.Range(0, 3).Select(index => SyntheticConcrete.Render(index == 0, (ulong)(100 + index), 420))];
        for (int index = 0; index < photos.Length; index++)
        {
            Add($"p{index}/a.jpg", JpegEncoder.Encode(Crop(photos[index], 10, 20)));
            Add($"p{index}/b.jpg", JpegEncoder.Encode(Crop(photos[index], 83, 51)));
            Add($"p{index}/c.jpg", JpegEncoder.Encode(Turned(Crop(photos[index], 167, 100), Symmetry.All[index + 1])));
            Add($"p{index}/d.jpg", JpegEncoder.Encode(Turned(Crop(photos[index], 200, 190), Symmetry.All[index + 5])));
        }

        Image twin = Crop(photos[0], 10, 20);
        Add("twins/encoded.jpg", JpegEncoder.Encode(twin, 60));
        Add("twins/png.png", PngEncoder.Encode(twin));
        Add("twins/copy.jpg", JpegEncoder.Encode(twin));
        Add("twins/small.jpg", JpegEncoder.Encode(Resizer.Resize(twin, 112, 112)));
        Add("twins/bright.jpg", JpegEncoder.Encode(Brightened(twin)));
        for (int index = 1; index < 8; index++)
        {
            Add($"twins/turned{index}.jpg", JpegEncoder.Encode(Turned(twin, Symmetry.All[index])));
        }

        for (int index = 0; index < 6; index++)
        {
            Add($"flat/{index}.jpg", JpegEncoder.Encode(Plaster(index)));
        }

        Set = new ImageSet(_folder.Path, ["p"], _samples);
        Report = Set.FindOverlaps(cancellationToken: TestContext.Current.CancellationToken);
    }

    public ImageSet Set { get; }

    public OverlapReport Report { get; }

    public string Root => _folder.Path;

    public void Dispose() => _folder.Dispose();

    private void Add(string path, byte[] bytes)
    {
        _folder.Write(path, bytes);
        _samples.Add(new Sample(path, 0, Convert.ToHexStringLower(SHA256.HashData(bytes)), path));
    }

    private static Image Crop(Image photo, int left, int top)
    {
        var crop = new Image(Side, Side);
        for (int y = 0; y < Side; y++)
        {
            photo.Pixels.AsSpan((((top + y) * photo.Width) + left) * 3, Side * 3).CopyTo(crop.Pixels.AsSpan(y * Side * 3));
        }

        return crop;
    }

    private static Image Turned(Image image, Symmetry symmetry)
    {
        const double Middle = (Side - 1) / 2.0;
        var turned = new Image(Side, Side);
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                (double toX, double toY) = symmetry.Apply(x - Middle, y - Middle);
                int to = ((int)(toY + Middle) * Side) + (int)(toX + Middle);
                image.Pixels.AsSpan(((y * Side) + x) * 3, 3).CopyTo(turned.Pixels.AsSpan(to * 3));
            }
        }

        return turned;
    }

    private static Image Brightened(Image image) =>
        new(Side, Side, 3, [.. image.Pixels.Select(sample => (byte)Math.Min(255, (sample * 0.9) + 35))]);

    // Slow shading that all of them have, and faint grain of each its own.
    private static Image Plaster(int seed)
    {
        var random = new Random(seed);
        var image = new Image(Side, Side);
        for (int i = 0; i < Side * Side; i++)
        {
            image.Pixels.AsSpan(3 * i, 3).Fill((byte)(170 + (i % Side / 8) + random.Next(3)));
        }

        return image;
    }
}
