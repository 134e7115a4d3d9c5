using CrackLab.Imaging;

namespace CrackLab.Data.Synthetic;

/// <summary>Procedural photographs of concrete, with and without cracks.</summary>
/// <remarks>
/// Same seed, same pixels, on every operating system and processor: random numbers are integers, and the arithmetic
/// on them is only what IEEE 754 fixes to the bit (+, -, *, / and square root).
/// </remarks>
public static class SyntheticConcrete
{
    /// <summary>Smallest side that can be rendered, in pixels.</summary>
    public const int SmallestSize = 32;

    /// <summary>Largest side that can be rendered, in pixels.</summary>
    public const int LargestSize = 4096;

    /// <summary>Renders one picture.</summary>
    /// <param name="crack">Whether a crack runs through it; all else is drawn alike for both classes.</param>
    /// <param name="seed">Chooses the picture.</param>
    /// <param name="size">Side in pixels, 32..4096; what is shown scales with it.</param>
    /// <param name="cancellationToken">Gives the picture up.</param>
    /// <returns>An RGB picture of size x size pixels.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is not in 32..4096.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static Image Render(bool crack, ulong seed, int size = 227, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, SmallestSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, LargestSize);
        var canvas = new ConcreteCanvas(new SyntheticRandom(seed), size, cancellationToken);
        SurfacePainter.Paint(canvas);
        LinePainter.Paint(canvas);
        PorePainter.Paint(canvas);
        if (crack)
        {
            CrackPainter.Paint(canvas);
        }

        StainPainter.Paint(canvas);
        return Camera.Shoot(canvas);
    }

    /// <summary>Writes a folder with the classes Positive and Negative, and a manifest.json beside them.</summary>
    /// <remarks>
    /// Most pictures are JPEG of quality 90, a few PNG, BMP, grey or cut to odd sizes. JPEG and BMP bytes are the same on
    /// every machine, PNG bytes as far as the runtime's zlib is the same; pixels always are. Nothing half-written is
    /// left behind, whether writing ends well, fails or is cancelled.
    /// </remarks>
    /// <param name="folder">A new or empty folder.</param>
    /// <param name="options">What to write; <see langword="null"/> for 400 pictures with broken files among them.</param>
    /// <param name="progress">Told how many healthy pictures are done, from any thread.</param>
    /// <param name="cancellation">Stops writing.</param>
    /// <returns>What the folder holds.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="IOException">The folder is not empty, is a file, or can't be written.</exception>
    /// <exception cref="OperationCanceledException">Writing was cancelled.</exception>
    public static SyntheticManifest WriteFolder(
        string folder,
        SyntheticFolderOptions? options = null,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options ??= new SyntheticFolderOptions();
        Check(options.Count >= 1, nameof(options.Count), "at least 1", options.Count);
        Check(
            options.Size is >= SmallestSize and <= LargestSize, nameof(options.Size),
            $"{SmallestSize}..{LargestSize} pixels", options.Size);
        Check(
            options.PositiveFraction is >= 0 and <= 1, nameof(options.PositiveFraction), "0..1",
            options.PositiveFraction);
        Check(options.CropsPerWall is >= 1 and <= 16, nameof(options.CropsPerWall), "1..16", options.CropsPerWall);
        return Apart.Run(stopping => new SyntheticFolderWriter(options).Write(folder, progress, stopping), cancellation);
    }

    /// <summary>Writes a folder of healthy pictures of 128 pixels where it is not there yet, so that a notebook makes its data once.</summary>
    /// <param name="folder">Where; missing folders on the way are made.</param>
    /// <param name="count">Pictures of both classes together, at least 1.</param>
    /// <param name="seed">Chooses the pictures.</param>
    public static SyntheticFolder WriteIfMissing(string folder, int count = 1000, ulong seed = 42) =>
        WriteIfMissing(folder, new SyntheticFolderOptions { Count = count, Size = 128, Seed = seed, Broken = false });

    /// <summary>Writes a folder where it is not there yet, so that a notebook makes its data once.</summary>
    /// <remarks>A folder appears whole or not at all; one whose manifest tells of other options is not touched.</remarks>
    /// <param name="folder">Where; missing folders on the way are made.</param>
    /// <param name="options">What to write.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="IOException">The folder holds something else, or can't be written.</exception>
    public static SyntheticFolder WriteIfMissing(string folder, SyntheticFolderOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(options);
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return new SyntheticFolderWriter(options).Find(path) is { } found
            ? new SyntheticFolder(path, found, WasWritten: false)
            : new SyntheticFolder(path, WriteFolder(path, options), WasWritten: true);
    }

    private static void Check(bool fits, string name, string expected, double received)
    {
        if (!fits)
        {
            throw new ArgumentOutOfRangeException(
                name,
                FormattableString.Invariant(
                    $"SyntheticConcrete.WriteFolder: expected {name} {expected}, received {received}."));
        }
    }
}
