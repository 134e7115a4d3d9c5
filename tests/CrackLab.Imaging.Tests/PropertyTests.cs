using CrackLab.Imaging.Exif;
using FsCheck;
using FsCheck.Fluent;

namespace CrackLab.Imaging.Tests;

/// <summary>What holds for every picture, held against pictures that FsCheck draws.</summary>
public sealed class PropertyTests
{
    [Fact]
    public void Png_AnyPicture_ComesBackExactlyOverItsBackground() => Prop.ForAll(
        AnyImage.Of(1, 3, 4).ToArbitrary(),
        image =>
        {
            Image back = ImageDecoder.Decode(PngEncoder.Encode(image), new DecodeOptions { Background = (10, 20, 30) });
            Assert.Equal((image.Width, image.Height, 3), (back.Width, back.Height, back.Channels));
            Assert.Equal(OverBackground(image), back.Pixels);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Jpeg_AnyPicture_ComesBackInItsSizeAndNearItsMean() => Prop.ForAll(
        AnyImage.Of(1, 3).ToArbitrary(),
        Gen.Choose(50, 100).ToArbitrary(),
        (image, quality) =>
        {
            byte[] file = JpegEncoder.Encode(image, quality);
            Image back = ImageDecoder.Decode(file);
            Assert.Equal((image.Width, image.Height), (back.Width, back.Height));
            Assert.Equal(file, JpegEncoder.Encode(image, quality));
            Assert.Equal((back.Width, back.Height), (ImageDecoder.Identify(file).Width, ImageDecoder.Identify(file).Height));
            Assert.InRange(Mean(OverBackground(image)) - Mean(back.Pixels), -24, 24);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void DecodeResized_AnyPictureAndSize_IsDecodingThenResizing() => Prop.ForAll(
        AnyImage.Of(1, 3).ToArbitrary(),
        (from width in AnyImage.Side from height in AnyImage.Side select (width, height)).ToArbitrary(),
        (image, size) =>
        {
            foreach (byte[] file in new[] { JpegEncoder.Encode(image, 80), PngEncoder.Encode(image) })
            {
                byte[] pixels = new byte[3 * size.width * size.height];
                ImageDecoder.DecodeResized(file, size.width, size.height, pixels);
                Assert.Equal(Resizer.Resize(ImageDecoder.Decode(file), size.width, size.height).Pixels, pixels);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Resize_AnyPictureAndSize_StaysWithinTheRangeOfEachChannel() => Prop.ForAll(
        AnyImage.Of(1, 3, 4).ToArbitrary(),
        (from width in AnyImage.Side from height in AnyImage.Side from filter in Gen.Elements(Enum.GetValues<Interpolation>()) select (width, height, filter)).ToArbitrary(),
        (image, to) =>
        {
            Image resized = Resizer.Resize(image, to.width, to.height, to.filter);
            Assert.Equal((to.width, to.height, image.Channels), (resized.Width, resized.Height, resized.Channels));
            for (int channel = 0; channel < image.Channels; channel++)
            {
                (byte least, byte most) = Range(image, channel);
                (byte low, byte high) = Range(resized, channel);
                Assert.InRange(low, least, most);
                Assert.InRange(high, least, most);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Resize_OwnSize_ChangesNothing() => Prop.ForAll(
        AnyImage.Of(1, 3, 4).ToArbitrary(),
        image => Assert.Equal(image.Pixels, Resizer.Resize(image, image.Width, image.Height).Pixels)).QuickCheckThrowOnFailure();

    [Fact]
    public void Scale_AnyRatio_HasThatSizeAndIsTheSameOnAnyThreads() => Prop.ForAll(
        AnyImage.Of(3).ToArbitrary(),
        (from numerator in Gen.Choose(1, 7) from denominator in Gen.Choose(1, 7) select (numerator, denominator)).ToArbitrary(),
        (image, ratio) =>
        {
            Image scaled = Resizer.Scale(image, ratio.numerator, ratio.denominator);
            Assert.Equal(((image.Width * ratio.numerator) + ratio.denominator - 1) / ratio.denominator, scaled.Width);
            Assert.Equal(scaled.Pixels, Resizer.Scale(image, ratio.numerator, ratio.denominator, threads: 3).Pixels);
        }).QuickCheckThrowOnFailure();

    /// <summary>The eight orientations are the symmetries of a square: any two after each other are a third, and each has one that undoes it.</summary>
    [Fact]
    public void Orientations_AnyTwo_AreAThird() => Prop.ForAll(
        (from picture in AnyImage.Of(1, 3) from first in Gen.Choose(1, 8) from second in Gen.Choose(1, 8) select (picture, first, second)).ToArbitrary(),
        drawn =>
        {
            Image both = Orienting.Apply(Orienting.Apply(drawn.picture, drawn.first), drawn.second);
            Assert.Contains(Enumerable.Range(1, 8), one => Same(both, Orienting.Apply(drawn.picture, one)));
            Assert.Contains(Enumerable.Range(1, 8), undo => Same(drawn.picture, Orienting.Apply(both, undo)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Orientations_OfAPictureWithoutSymmetry_AreAGroupOfEight()
    {
        var picture = new Image(3, 3, 1, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        int[][] table = [.. Enumerable.Range(1, 8).Select(first => Enumerable.Range(1, 8).Select(second => Enumerable.Range(1, 8).Single(
            one => Same(Orienting.Apply(Orienting.Apply(picture, first), second), Orienting.Apply(picture, one)))).ToArray())];

        Assert.Equal(Enumerable.Range(1, 8), table[0]); // 1 changes nothing
        Assert.All(table, row => Assert.Equal(Enumerable.Range(1, 8), row.Order()));
        Assert.Equal([1, 2, 3, 4, 5, 7], Enumerable.Range(1, 8).Where(one => table[one - 1][one - 1] == 1)); // twice is nothing, but for the quarter turns
        Assert.Equal((1, 3), (table[6 - 1][8 - 1], table[6 - 1][6 - 1])); // a quarter turn and back, and two of them
    }

    private static bool Same(Image one, Image other) => one.Width == other.Width && one.Height == other.Height && one.Pixels.AsSpan().SequenceEqual(other.Pixels);

    private static double Mean(byte[] samples) => samples.Average(sample => (double)sample);

    private static (byte Least, byte Most) Range(Image image, int channel)
    {
        byte[] samples = [.. image.Pixels.Where((_, i) => i % image.Channels == channel)];
        return (samples.Min(), samples.Max());
    }

    private static byte[] OverBackground(Image image)
    {
        byte[] background = [10, 20, 30];
        return
        [
            .. Enumerable.Range(0, image.Width * image.Height).SelectMany(pixel => Enumerable.Range(0, 3).Select(channel =>
            {
                int sample = image.Pixels[(pixel * image.Channels) + (image.Channels == 1 ? 0 : channel)];
                int alpha = image.Channels == 4 ? image.Pixels[(pixel * 4) + 3] : 255;
                return (byte)(((sample * alpha) + (background[channel] * (255 - alpha)) + 127) / 255);
            })),
        ];
    }
}
