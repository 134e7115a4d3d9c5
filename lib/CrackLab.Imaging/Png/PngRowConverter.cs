using System.Buffers.Binary;

namespace CrackLab.Imaging.Png;

/// <summary>Turns unfiltered rows into RGB over the background.</summary>
/// <remarks>Of 16 bits the upper 8 are kept; fewer than 8 bits are stretched to 0..255.</remarks>
internal sealed class PngRowConverter
{
    private readonly PngHeader _header;
    private readonly (byte R, byte G, byte B) _background;
    private readonly byte[] _colors;
    private readonly int _keyed;
    private readonly int[] _key = new int[3];
    private readonly int _offset;

    /// <summary>Prepares the palette, or the transparent colour, of a picture.</summary>
    public PngRowConverter(PngContent content, (byte R, byte G, byte B) background)
    {
        _header = content.Header;
        _background = background;
        _colors = _header.ColorType == PngColorType.Palette ? Blend(content) : [];
        _offset = content.CompressedOffset;
        bool canHaveKey = _header.ColorType is PngColorType.Gray or PngColorType.Rgb;
        _keyed = canHaveKey && content.Transparency.Length > 0 ? _header.Samples : 0;
        for (int i = 0; i < _keyed; i++) _key[i] = BinaryPrimitives.ReadUInt16BigEndian(content.Transparency.AsSpan(2 * i));
    }

    /// <summary>Converts one row.</summary>
    /// <param name="row">Its bytes without the filter byte.</param>
    /// <param name="width">Pixels in it.</param>
    /// <param name="target">Receives RGB.</param>
    /// <param name="step">Bytes from one received pixel to the next, at least 3.</param>
    public void Convert(ReadOnlySpan<byte> row, int width, Span<byte> target, int step)
    {
        if (_header.Depth < 8) ConvertPacked(row, width, target, step);
        else ConvertWhole(row, width, target, step);
    }

    private void ConvertPacked(ReadOnlySpan<byte> row, int width, Span<byte> target, int step)
    {
        int depth = _header.Depth, mask = (1 << depth) - 1, scale = 255 / mask;
        for (int x = 0; x < width; x++)
        {
            int bit = x * depth;
            int value = (row[bit >> 3] >> (8 - depth - (bit & 7))) & mask;
            Span<byte> pixel = target.Slice(x * step, 3);
            if (_header.ColorType == PngColorType.Palette) PutEntry(value, pixel);
            else if (_keyed > 0 && value == _key[0]) PutBackground(pixel);
            else pixel.Fill((byte)(value * scale));
        }
    }

    private void ConvertWhole(ReadOnlySpan<byte> row, int width, Span<byte> target, int step)
    {
        int samples = _header.Samples, bytes = _header.Depth / 8;
        for (int x = 0; x < width; x++)
        {
            ReadOnlySpan<byte> stored = row.Slice(x * samples * bytes, samples * bytes);
            Span<byte> pixel = target.Slice(x * step, 3);
            switch (_header.ColorType)
            {
                case PngColorType.Palette:
                    PutEntry(stored[0], pixel);
                    continue;
                case PngColorType.Gray or PngColorType.GrayAlpha:
                    pixel.Fill(stored[0]);
                    break;
                default:
                    (pixel[0], pixel[1], pixel[2]) = (stored[0], stored[bytes], stored[2 * bytes]);
                    break;
            }

            if (_keyed > 0 && IsKey(stored, bytes)) PutBackground(pixel);
            else if (_header.ColorType is PngColorType.GrayAlpha or PngColorType.Rgba) Compositing.Over(pixel, stored[^bytes], _background);
        }
    }

    private bool IsKey(ReadOnlySpan<byte> stored, int bytes)
    {
        for (int i = 0; i < _keyed; i++)
        {
            int value = bytes == 1 ? stored[i] : BinaryPrimitives.ReadUInt16BigEndian(stored[(2 * i)..]);
            if (value != _key[i]) return false;
        }

        return true;
    }

    private void PutEntry(int index, Span<byte> pixel)
    {
        if (3 * index >= _colors.Length)
        {
            throw Fault.Corrupt(_offset, $"PNG: expected a colour below {_colors.Length / 3}, received {index}");
        }

        _colors.AsSpan(3 * index, 3).CopyTo(pixel);
    }

    private void PutBackground(Span<byte> pixel) => (pixel[0], pixel[1], pixel[2]) = _background;

    private byte[] Blend(PngContent content)
    {
        byte[] colors = [.. content.Palette];
        for (int i = 0; i < Math.Min(content.Transparency.Length, colors.Length / 3); i++)
        {
            Compositing.Over(colors.AsSpan(3 * i, 3), content.Transparency[i], _background);
        }

        return colors;
    }
}
