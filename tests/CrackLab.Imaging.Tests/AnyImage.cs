using FsCheck;
using FsCheck.Fluent;

namespace CrackLab.Imaging.Tests;

/// <summary>Pictures of any size and content: noise, ramps, flat ones, a few colours.</summary>
internal static class AnyImage
{
    private const int MostSide = 70;

    /// <summary>Pictures of so many channels.</summary>
    public static Gen<Image> Of(params int[] channels) =>
        from width in Side
        from height in Side
        from count in Gen.Elements(channels)
        from kind in Gen.Choose(0, 3)
        from seed in Gen.Choose(0, int.MaxValue)
        select Make(width, height, count, kind, new Random(seed));

    /// <summary>1 to 70, the small ones often.</summary>
    public static Gen<int> Side { get; } = Gen.OneOf(Gen.Choose(1, 9), Gen.Choose(1, MostSide));

    private static Image Make(int width, int height, int channels, int kind, Random random)
    {
        var image = new Image(width, height, channels);
        byte[] colours = [(byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)];
        int step = random.Next(1, 9);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = kind switch
            {
                0 => (byte)random.Next(256),
                1 => (byte)(i / channels * step),
                2 => colours[0],
                _ => colours[random.Next(colours.Length)],
            };
        }

        return image;
    }
}
