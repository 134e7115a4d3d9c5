using CrackLab.Data;

namespace CrackLab.Tests.Data;

public sealed class AugmentationTests
{
    private const int Size = 5;

    private static readonly byte[] Picture = [.. Enumerable.Range(0, Size * Size * 3).Select(index => (byte)(index * 3))];

    [Fact]
    public void Apply_None_Copies() => Assert.Equal(Picture, Apply(Augmentation.None, 1));

    [Fact]
    public void Apply_FlipsAndTurns_GivesAllEightPositionsOfASquare()
    {
        var flips = Augmentation.Default with { Brightness = 0, Contrast = 0 };
        string[] seen = [.. Enumerable.Range(0, 200).Select(seed => Convert.ToHexString(Apply(flips, (ulong)seed))).Distinct()];
        string[] expected = [.. from mirrored in new[] { false, true } from turns in Enumerable.Range(0, 4) select Convert.ToHexString(Position(mirrored, turns))];
        Assert.Equal(expected.Order(), seen.Order());
    }

    [Fact]
    public void Apply_HorizontalFlipOnly_MirrorsHalfOfThem()
    {
        var flip = new Augmentation { HorizontalFlip = true };
        byte[] mirrored = Position(mirrored: true, turns: 0);
        byte[][] seen = [.. Enumerable.Range(0, 400).Select(seed => Apply(flip, (ulong)seed))];
        Assert.All(seen, picture => Assert.True(picture.SequenceEqual(Picture) || picture.SequenceEqual(mirrored)));
        Assert.InRange(seen.Count(picture => picture.SequenceEqual(mirrored)), 160, 240);
    }

    [Fact]
    public void Apply_VerticalFlipOnly_MirrorsTopToBottom()
    {
        var flip = new Augmentation { VerticalFlip = true };
        byte[] mirrored = Position(mirrored: true, turns: 2);
        Assert.Contains(Enumerable.Range(0, 20), seed => Apply(flip, (ulong)seed).SequenceEqual(mirrored));
    }

    [Fact]
    public void Apply_Brightness_MovesAllSamplesByOneBoundedAmount()
    {
        var light = new Augmentation { Brightness = 0.1 };
        int[] shifts = [.. Enumerable.Range(0, 300).Select(seed =>
        {
            byte[] picture = Apply(light, (ulong)seed);
            return Assert.Single(Enumerable.Range(10, 50).Select(index => picture[index] - Picture[index]).Distinct());
        })];
        Assert.InRange(shifts.Max(), 20, 26);
        Assert.InRange(shifts.Min(), -26, -20);
    }

    [Fact]
    public void Apply_Contrast_KeepsMiddleGreyAndClampsAtTheEnds()
    {
        var contrast = new Augmentation { Contrast = 0.5 };
        byte[] source = [0, 127, 255];
        var result = new byte[3];
        for (ulong seed = 0; seed < 50; seed++)
        {
            contrast.Apply(source, result, 1, seed);
            Assert.InRange(result[1], 127, 128);
            Assert.InRange(result[0], 0, 64);
            Assert.InRange(result[2], 191, 255);
        }
    }

    [Fact]
    public void Apply_SameSeed_IsTheSame() => Assert.Equal(Apply(Augmentation.Default, 9), Apply(Augmentation.Default, 9));

    [Fact]
    public void Apply_WrongLength_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Augmentation.Default.Apply(Picture, new byte[3], Size, 1));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Strength_OutOfRange_IsRefused(double strength)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Augmentation { Brightness = strength });
        Assert.Throws<ArgumentOutOfRangeException>(() => Augmentation.Default with { Contrast = strength });
    }

    private static byte[] Apply(Augmentation augmentation, ulong seed)
    {
        var result = new byte[Picture.Length];
        augmentation.Apply(Picture, result, Size, seed);
        return result;
    }

    // Mirrored left to right, then turned clockwise, a pixel at a time.
    private static byte[] Position(bool mirrored, int turns)
    {
        byte[] picture = mirrored ? Map(Picture, (y, x) => (y, Size - 1 - x)) : Picture;
        for (int turn = 0; turn < turns; turn++)
        {
            picture = Map(picture, (y, x) => (Size - 1 - x, y));
        }

        return picture;
    }

    private static byte[] Map(byte[] source, Func<int, int, (int Y, int X)> from)
    {
        var result = new byte[source.Length];
        for (int y = 0; y < Size; y++)
        {
            for (int x = 0; x < Size; x++)
            {
                (int fromY, int fromX) = from(y, x);
                source.AsSpan(((fromY * Size) + fromX) * 3, 3).CopyTo(result.AsSpan(((y * Size) + x) * 3));
            }
        }

        return result;
    }
}
