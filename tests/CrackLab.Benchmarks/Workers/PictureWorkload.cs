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
    public float[] Check() => [.. _files.Take(CheckFiles).SelectMany(Pixels).Select(sample => (float)sample)];

    /// <inheritdoc/>
    public int Run()
    {
        foreach (byte[] file in _files)
        {
            Pixels(file);
        }

        return _files.Length;
    }

    private byte[] Pixels(byte[] file)
    {
        if (!resizes) return ImageDecoder.Decode(file).Pixels;
        byte[] pixels = new byte[Side * Side * 3];
        ImageDecoder.DecodeResized(file, Side, Side, pixels);
        return pixels;
    }
}
