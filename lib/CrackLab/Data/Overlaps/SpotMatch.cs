namespace CrackLab.Data.Overlaps;

/// <summary>Two spots of like codes in two pictures, in one number: matches of the same two pictures lie side by side when sorted.</summary>
/// <param name="Key">From the top: index of the first picture, of the second, number of the spot in the first, in the second.</param>
internal readonly record struct SpotMatch(ulong Key)
{
    /// <summary>Most pictures that can be told apart.</summary>
    public const int MostPictures = 1 << PictureBits;

    /// <summary>Most spots of a picture that can be told apart: <see cref="SpotFinder.Most"/> in eight ways are fewer.</summary>
    public const int MostSpots = 1 << SpotBits;

    private const int PictureBits = 22;
    private const int SpotBits = 10;

    /// <summary>Of the two pictures alone.</summary>
    public ulong Pair => Key >> (2 * SpotBits);

    /// <summary>Index of the first picture.</summary>
    public int First => (int)(Key >> (PictureBits + (2 * SpotBits)));

    /// <summary>Index of the second picture, above the first.</summary>
    public int Second => (int)(Pair & (MostPictures - 1));

    /// <summary>Number of the spot among those of the first picture.</summary>
    public int FirstSpot => (int)((Key >> SpotBits) & (MostSpots - 1));

    /// <summary>Number of the spot among those of the second picture.</summary>
    public int SecondSpot => (int)(Key & (MostSpots - 1));

    /// <summary>Makes one.</summary>
    public static SpotMatch Of(int first, int second, int firstSpot, int secondSpot) =>
        new((((((ulong)first << PictureBits) | (uint)second) << (2 * SpotBits)) | ((ulong)firstSpot << SpotBits)) | (uint)secondSpot);
}
