namespace CrackLab.Data.Overlaps;

/// <summary>What is kept of a picture to find it in others.</summary>
/// <param name="Width">Width of the picture in pixels.</param>
/// <param name="Height">Height of the picture in pixels.</param>
/// <param name="Step">Pixels from one sample of the detail to the next.</param>
/// <param name="Detail">Its texture at the finder's steps, to lay crops on each other.</param>
/// <param name="Whole">Its texture at a size that all pictures have, to find resized copies.</param>
/// <param name="Spots">Its spots; found in the detail.</param>
/// <param name="Codes">The codes of the spots.</param>
/// <param name="WholeSpots">The picture as one spot, once for each way to lay it.</param>
/// <param name="WholeCodes">The codes of that.</param>
internal sealed record PictureSignature(
    int Width, int Height, int Step, Tile Detail, Tile Whole, Spot[] Spots, SpotCode[] Codes, Spot[] WholeSpots, SpotCode[] WholeCodes)
{
    private const int WholeSize = 64;
    private const float WholeSpacing = 7f;
    private const float WholeFine = 3f;
    private const float WholeCoarse = 12f;

    /// <summary>Makes the signature of a picture.</summary>
    /// <param name="image">The picture, upright.</param>
    /// <param name="index">Its index.</param>
    /// <param name="step">Pixels from one sample of the detail to the next.</param>
    public static PictureSignature Of(Imaging.Image image, int index, int step)
    {
        Texture texture = Texture.Of(Shrinker.ByStep(image, step));
        List<Spot> spots = [];
        List<SpotCode> codes = [];
        SpotFinder.Find(texture, index, spots, codes);

        Plane small = Shrinker.ToSize(image, WholeSize);
        List<(SpotCode Code, byte Symmetry)> laid = WholeCodesOf(small);
        return new PictureSignature(
            image.Width,
            image.Height,
            step,
            Tile.Of(texture.Relief),
            Tile.Of(Texture.Of(small).Relief),
            [.. spots],
            [.. codes],
            [.. laid.Select(one => new Spot(index, 0, 0, one.Symmetry))],
            [.. laid.Select(one => one.Code)]);
    }

    private static List<(SpotCode Code, byte Symmetry)> WholeCodesOf(Plane small)
    {
        Plane fine = small.Blur(WholeFine), coarse = small.Blur(WholeCoarse);
        for (int i = 0; i < fine.Samples.Length; i++)
        {
            fine.Samples[i] -= coarse.Samples[i];
        }

        Span<float> patch = stackalloc float[64];
        SpotCoder.Sample(fine, (WholeSize - 1) / 2f, (WholeSize - 1) / 2f, WholeSpacing, patch);
        List<(SpotCode Code, byte Symmetry)> laid = [];
        SpotCoder.AddCodes(patch, laid);
        return laid;
    }
}
