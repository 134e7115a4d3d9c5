using CrackLab.Imaging;

namespace CrackLab.Benchmarks.Workers;

/// <summary>Decodes JPEG files held in memory, and resizes them where wanted.</summary>
/// <param name="folder">Holds the files in a subfolder "crops".</param>
/// <param name="resizes">Whether to resize to 128x128.</param>
internal sealed class PictureWorkload(string folder, bool resizes) : IWorkload
{
    private const int CheckFiles = 8;
    private const int Side = 128;

    private readonly byte[][] _files =
        [.. Directory.GetFiles(Path.Combine(folder, Inputs.Crops)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    /// <inheritdoc/>
    public float[] Check() => [.. _files.Take(CheckFiles).SelectMany(file => Picture(file).Pixels).Select(sample => (float)sample)];

    /// <inheritdoc/>
    public int Run()
    {
        foreach (byte[] file in _files)
        {
            Picture(file);
        }

        return _files.Length;
    }

    private Image Picture(byte[] file)
    {
        Image image = ImageDecoder.Decode(file);
        return resizes ? Resizer.Resize(image, Side, Side) : image;
    }
}
