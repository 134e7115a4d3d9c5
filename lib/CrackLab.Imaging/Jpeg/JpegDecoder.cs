using CrackLab.Imaging.Exif;
using CrackLab.Imaging.Resizing;

namespace CrackLab.Imaging.Jpeg;

/// <summary>Decodes baseline, extended-sequential and progressive Huffman JPEGs of 8 bits (ITU-T T.81, JFIF, Adobe).</summary>
internal static class JpegDecoder
{
    /// <summary>More scans than any writer makes; bounds the work that a hostile file can ask for.</summary>
    public const int MaxScans = 256;

    /// <summary>Reads the header.</summary>
    public static ImageInfo Identify(ReadOnlySpan<byte> data)
    {
        JpegReader reader = new(data, new DecodeOptions { MaxPixels = long.MaxValue });
        Frame frame = reader.ReadToFrame();
        reader.ReadToScan(); // notes of color and orientation may follow the frame header
        return new ImageInfo(
            ImageFormat.Jpeg, frame.Width, frame.Height, Mode(frame, reader.Metadata), 8, reader.Metadata.Orientation);
    }

    /// <summary>Decodes to RGB as stored, not yet turned upright.</summary>
    public static Image Decode(ReadOnlySpan<byte> data, DecodeOptions options, out int orientation)
    {
        JpegReader reader = new(data, options);
        using DecoderBuffers buffers = new();
        Frame frame = DecodePlanes(data, ref reader, buffers, mayTurn: false);
        orientation = reader.Metadata.Orientation;
        return PixelWriter.Write(frame, reader.Metadata.ColorModelOf(frame), buffers, options.CancellationToken);
    }

    /// <summary>Decodes upright RGB of another size, with the pixels that resizing the whole picture gives.</summary>
    /// <param name="data">The file.</param>
    /// <param name="options">How.</param>
    /// <param name="width">New width.</param>
    /// <param name="height">New height.</param>
    /// <param name="target">Receives (height, width, 3) samples.</param>
    public static void DecodeResized(ReadOnlySpan<byte> data, DecodeOptions options, int width, int height, Span<byte> target)
    {
        JpegReader reader = new(data, options);
        using DecoderBuffers buffers = new();
        Frame frame = DecodePlanes(data, ref reader, buffers, mayTurn: true);
        int orientation = reader.Metadata.Orientation;
        ColorModel model = reader.Metadata.ColorModelOf(frame);
        if (!frame.IsTurned)
        {
            Image whole = PixelWriter.Write(frame, model, buffers, options.CancellationToken).Upright(options, orientation);
            Resizer.ResizeInto(whole, width, height, target, cancellationToken: options.CancellationToken);
        }
        else if (IsUpright(reader))
        {
            ResizeWeights across = ResizeWeights.Get(frame.OutputWidth, width, Interpolation.Bilinear);
            ResizeWeights down = ResizeWeights.Get(frame.OutputHeight, height, Interpolation.Bilinear);
            ResizedWriter.Write(frame, model, (across, down), target, buffers, options.CancellationToken);
        }
        else
        {
            // The orientation came after the first scan, when the planes were laid out already.
            Image whole = Decode(data, options, out orientation).Upright(options, orientation);
            Resizer.ResizeInto(whole, width, height, target, cancellationToken: options.CancellationToken);
        }
    }

    private static bool IsUpright(in JpegReader reader) => !reader.Options.ApplyOrientation || reader.Metadata.Orientation == 1;

    private static Frame DecodePlanes(ReadOnlySpan<byte> data, ref JpegReader reader, DecoderBuffers buffers, bool mayTurn)
    {
        Frame frame = reader.ReadToFrame();
        byte[] unstuffed = [];
        for (int scans = 0; reader.ReadToScan() is { } scan; scans++)
        {
            if (scans == MaxScans)
            {
                throw Fault.Unsupported(scan.Start, $"JPEG: expected at most {MaxScans} scans, received more");
            }

            if (frame.IsProgressive) ProgressiveScan.CheckOrder(scan);
            else MarkScanned(scan);
            if (scans == 0)
            {
                CheckPlausible(frame, scan, data.Length);
                if (mayTurn && frame.Components.Length < 4 && IsUpright(reader)) frame.Turn();
                RentPlanes(frame, buffers);
                unstuffed = buffers.Bytes(EntropySource.BufferSize(data.Length));
            }

            EntropySource source = new(data, unstuffed, scan.Start, reader.Options.CancellationToken);
            if (frame.IsProgressive) ProgressiveScan.Decode(ref source, scan, frame);
            else SequentialScan.Decode(ref source, scan, frame);
            reader.Seek(source.End);
        }

        CheckComplete(frame, reader.Position);
        foreach (FrameComponent component in frame.IsProgressive ? frame.Components : [])
        {
            CoefficientPlanes.Transform(component, reader.Options.CancellationToken);
        }

        return frame;
    }

    /// <summary>Refuses files too short for their size before memory is taken: a block needs one code, or two, of a bit.</summary>
    private static void CheckPlausible(Frame frame, ScanHeader scan, int length)
    {
        long blocks = frame.Components.Sum(c => (long)c.BlocksWide * c.BlocksHigh);
        long bits = frame.IsProgressive ? blocks : 2 * blocks;
        if (bits / 8 > length - scan.Start)
        {
            throw Fault.Truncated(
                length, $"JPEG: expected at least {bits / 8} bytes for {frame.Width}x{frame.Height} pixels, received {length - scan.Start}");
        }
    }

    private static void RentPlanes(Frame frame, DecoderBuffers buffers)
    {
        foreach (FrameComponent c in frame.Components)
        {
            c.Samples = buffers.Bytes((long)c.Stride * c.Lines);
            if (!frame.IsProgressive) continue;
            long blocks = (long)c.PaddedBlocksWide * c.PaddedBlocksHigh;
            c.Coefficients = buffers.ZeroShorts(blocks * 64);
            c.Known = buffers.EmptyMasks(blocks);
        }
    }

    private static void MarkScanned(ScanHeader scan)
    {
        foreach (FrameComponent component in scan.Components)
        {
            if (component.IsScanned)
            {
                throw Fault.Corrupt(scan.Start, $"JPEG: expected one scan of component {component.Id}, received a second one");
            }

            component.IsScanned = true;
        }
    }

    private static void CheckComplete(Frame frame, int end)
    {
        foreach (FrameComponent c in frame.Components)
        {
            bool complete = frame.IsProgressive ? c.LowestBits[0] == 0 && c.LowestBits.Max() == 0 : c.IsScanned;
            if (!complete)
            {
                throw Fault.Truncated(end, $"JPEG: expected all scans of component {c.Id}, received the end-of-image marker");
            }
        }
    }

    private static string Mode(Frame frame, Metadata metadata) => metadata.ColorModelOf(frame) switch
    {
        ColorModel.Gray => "Gray",
        ColorModel.Rgb => "RGB",
        ColorModel.Cmyk => "CMYK",
        ColorModel.Ycck => "YCCK",
        _ => "YCbCr " + Sampling(frame.Components),
    };

    private static string Sampling(FrameComponent[] c)
    {
        (int, int) ratio = (c[0].HorizontalFactor, c[0].VerticalFactor);
        bool plain = c[1].HorizontalFactor == 1 && c[1].VerticalFactor == 1 && c[2].HorizontalFactor == 1 && c[2].VerticalFactor == 1;
        string? name = !plain ? null : ratio switch
        {
            (1, 1) => "4:4:4",
            (2, 1) => "4:2:2",
            (2, 2) => "4:2:0",
            (1, 2) => "4:4:0",
            (4, 1) => "4:1:1",
            (4, 2) => "4:1:0",
            _ => null,
        };
        return name ?? string.Join(',', c.Select(x => $"{x.HorizontalFactor}x{x.VerticalFactor}"));
    }
}
