using System.Buffers;
using CrackLab.Fuzzing.Running;
using CrackLab.Imaging;

namespace CrackLab.Fuzzing.Targets;

/// <summary>The picture decoders: header, whole picture, smaller ones, straight to another size.</summary>
/// <param name="name">The format.</param>
/// <param name="seeds">Sound files of it.</param>
/// <param name="mutations">Changes that know it.</param>
internal sealed class ImageTarget(string name, IReadOnlyList<FuzzSeed> seeds, IReadOnlyList<Mutation> mutations) : FuzzTarget
{
    private const int MostPixels = 1 << 18;
    private const int MostSide = 40;
    private const int Way = 8;

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override IReadOnlyList<FuzzSeed> Seeds => seeds;

    /// <inheritdoc/>
    public override IReadOnlyList<Mutation> Mutations => mutations;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assemblies => ["CrackLab.Imaging"];

    /// <inheritdoc/>
    public override void Run(byte[] input, FuzzRandom random)
    {
        int way = random.Below(Way);
        DecodeOptions options = Options(random);
        if (way == 0)
        {
            ImageDecoder.Identify(input);
        }
        else if (way <= 4)
        {
            ImageDecoder.Decode(input, options);
        }
        else
        {
            int width = random.Between(1, MostSide), height = random.Between(1, MostSide);
            ImageDecoder.DecodeResized(input, width, height, new byte[3 * width * height], options);
        }
    }

    /// <inheritdoc/>
    public override void Compare(byte[] input, FuzzRandom random)
    {
        _ = random.Below(Way);
        DecodeOptions options = Options(random);
        Image image;
        try
        {
            image = ImageDecoder.Decode(input, options);
        }
        catch (ImageException)
        {
            return; // it was the header alone that was read before
        }

        Dirty(image.Pixels.Length);
        if (!image.Pixels.AsSpan().SequenceEqual(ImageDecoder.Decode(input, options).Pixels)) throw new ContradictionException("decoding again gives other pixels");
        int width = random.Between(1, MostSide), height = random.Between(1, MostSide);
        byte[] pixels = new byte[3 * width * height];
        ImageDecoder.DecodeResized(input, width, height, pixels, options);
        if (!pixels.AsSpan().SequenceEqual(Resizer.Resize(image, width, height).Pixels)) throw new ContradictionException("decoding to a size gives other pixels than resizing");
        ImageInfo info = ImageDecoder.Identify(input);
        bool turned = options.ApplyOrientation && info.Orientation >= 5;
        int scale = info.Format == ImageFormat.Jpeg ? options.Downscale : 1;
        (int, int) stated = ((info.Width + scale - 1) / scale, (info.Height + scale - 1) / scale), got = turned ? (image.Height, image.Width) : (image.Width, image.Height);
        if (info.Format != ImageFormat.Jpeg && stated != got) throw new ContradictionException($"the header says {stated}, the picture is {got}");
    }

    /// <inheritdoc/>
    /// <remarks>
    /// What the file's bytes bring with them (tables, unpacked codes), and for each component samples in whole MCUs of at most
    /// 32 pixels a side with some spare, coefficients for them, twice that where the pool of arrays rounds up, and the pixels.
    /// </remarks>
    public override long AllocationBound(byte[] input)
    {
        (long width, long height) = Stated(input);
        if (width * height > MostPixels) (width, height) = (0, 0);
        long wide = (width + 31) / 32 * 32, high = (height + 31) / 32 * 32;
        return (256 << 10) + (64L * input.Length) + (24 * Math.Max((wide + 64) * high, wide * (high + 64))) + (16 * width * height);
    }

    /// <inheritdoc/>
    public override bool IsRefusal(Exception error) => error is ImageException;

    /// <inheritdoc/>
    public override string? Complaint(Exception refusal, byte[] input) => refusal is ImageException fault && (fault.Offset < 0 || fault.Offset > input.Length)
        ? $"a refusal at byte {fault.Offset} of {input.Length}"
        : base.Complaint(refusal, input);

    private static DecodeOptions Options(FuzzRandom random) => new()
    {
        MaxPixels = MostPixels,
        Downscale = random.OneIn(3) ? 1 << random.Below(4) : 1,
        ApplyOrientation = !random.OneIn(4),
    };

    private static (long Width, long Height) Stated(byte[] input)
    {
        try
        {
            ImageInfo info = ImageDecoder.Identify(input);
            return (info.Width, info.Height);
        }
        catch (ImageException)
        {
            return StatedByMarker(input);
        }
    }

    /// <summary>The largest size in any frame header of a JPEG whose other headers cannot be read.</summary>
    private static (long Width, long Height) StatedByMarker(byte[] input)
    {
        (long Width, long Height) stated = (0, 0);
        for (int i = 0; i + 8 < input.Length; i++)
        {
            if (input[i] != 0xFF || input[i + 1] is not (0xC0 or 0xC1 or 0xC2)) continue;
            (long height, long width) = ((input[i + 5] << 8) | input[i + 6], (input[i + 7] << 8) | input[i + 8]);
            if (width * height is <= MostPixels && width * height > stated.Width * stated.Height) stated = (width, height);
        }

        return stated;
    }

    /// <summary>Leaves other samples in the arrays that the decoders rent: pixels must not depend on them.</summary>
    private static void Dirty(int length)
    {
        for (int size = 1 << 10; size <= 4 * Math.Max(length, 1 << 14); size <<= 1)
        {
            byte[][] bytes = [.. Enumerable.Range(0, 5).Select(_ => ArrayPool<byte>.Shared.Rent(size))];
            foreach (byte[] one in bytes) one.AsSpan().Fill(0xA5);
            foreach (byte[] one in bytes) ArrayPool<byte>.Shared.Return(one);
            short[] shorts = ArrayPool<short>.Shared.Rent(size);
            shorts.AsSpan().Fill(0x5A5A);
            ArrayPool<short>.Shared.Return(shorts);
        }
    }
}
