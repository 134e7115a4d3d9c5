using CrackLab.Engine.Operations;

namespace CrackLab.Engine.Winograd;

/// <summary>How the output of a 3x3 convolution of step 1 is cut into tiles of 2x2, and tiles into blocks that stay in the cache.</summary>
/// <remarks>
/// A block is a band of tile rows of one sample, or several small samples whole. Tiles of a block are numbered sample by
/// sample, row by row. For each of the 16 places of a tile's 4x4 window, values of all tiles lie together (a plane).
/// </remarks>
internal sealed class WinogradTiling
{
    /// <summary>Places of a 4x4 window: planes of transformed values.</summary>
    public const int Planes = 16;

    /// <summary>Channels from which on the transforms are small beside the products that they spare.</summary>
    private const int FewestChannels = 16;

    /// <summary>Values of a plane before and behind the products, together, that leave room in a second-level cache.</summary>
    private const int BlockLength = 6144;

    /// <summary>Largest max-pooling window that can be done in the same pass: a tile.</summary>
    public const int MaxPool = 2;

    /// <summary>Tiles are computed in multiples of so many; the last ones of a block may mean nothing.</summary>
    public const int TileMultiple = 4;

    /// <summary>Cuts an output.</summary>
    /// <param name="height">Output rows.</param>
    /// <param name="width">Output pixels of a row.</param>
    /// <param name="channels">Channels in and out, together.</param>
    /// <param name="batch">Most samples at once.</param>
    public WinogradTiling(int height, int width, int channels, int batch)
    {
        Rows = (height + 1) / 2;
        Columns = (width + 1) / 2;
        int tiles = Math.Clamp(BlockLength / channels, 24, 128);
        BandRows = Math.Clamp(tiles / Columns, 1, Rows);
        Samples = BandRows == Rows ? Math.Clamp(tiles / (Rows * Columns), 1, batch) : 1;
        Capacity = PackedWeights.RoundUp(Samples * BandRows * Columns, TileMultiple);
    }

    /// <summary>Tile rows of a sample.</summary>
    public int Rows { get; }

    /// <summary>Tiles of a row.</summary>
    public int Columns { get; }

    /// <summary>Tile rows of a block.</summary>
    public int BandRows { get; }

    /// <summary>Samples of a block; above 1 only where <see cref="BandRows"/> is all of a sample.</summary>
    public int Samples { get; }

    /// <summary>Most tiles of a block.</summary>
    public int Capacity { get; }

    /// <summary>Input pixels that a row of tiles looks at.</summary>
    public int WindowWidth => (2 * Columns) + 2;

    /// <summary>Floats from a plane to the next: one line more than the values, so that planes do not share cache sets.</summary>
    /// <param name="channels">Values of a tile.</param>
    public int PlaneLength(int channels) => PackedWeights.RoundUp(Capacity * channels, 16) + 16;

    /// <summary>Whether a convolution can be computed this way, and is the faster for it.</summary>
    /// <param name="g">Sizes.</param>
    /// <param name="width">Floats of a vector.</param>
    public static bool Suits(ConvolutionGeometry g, int width)
    {
        bool fits = g.K == 3 && g.S == 1 && g.C % width == 0 && g.F % width == 0;

        // Half-used tiles at the border must not eat up what is spared: 16 products a tile against 9 a pixel.
        int tiles = (g.OH + 1) / 2 * ((g.OW + 1) / 2);
        return fits && Math.Min(g.C, g.F) >= FewestChannels && tiles * 20 <= g.OH * g.OW * 9;
    }
}
