using CrackLab.Data.Synthetic;
using CrackLab.Imaging;

namespace CrackLab.Tests.Data.Synthetic;

public sealed class SyntheticFileTests
{
    [Fact]
    public void Make_ManyNumbers_AllDecodeAsTheirExtensionSays()
    {
        var options = new SyntheticFolderOptions { Size = 40 };
        for (int number = 1; number <= 60; number++)
        {
            SyntheticFile file = SyntheticFile.Make(number % 2 == 0, number, options);
            string format = ImageDecoder.DetectFormat(file.Bytes).ToString().Replace("Jpeg", "Jpg", StringComparison.Ordinal);
            Assert.EndsWith("." + format, file.Path, StringComparison.OrdinalIgnoreCase);
            Image image = ImageDecoder.Decode(file.Bytes);
            Assert.InRange(image.Width, 34, 40);
            Assert.InRange(image.Height, 35, 40);
        }
    }

    [Fact]
    public void Make_Bitmap_HoldsTheRenderedPixels()
    {
        var options = new SyntheticFolderOptions { Size = 41 };
        SyntheticFile file = SyntheticFile.Make(crack: true, 9, options);
        ulong seed = new SyntheticRandom(options.Seed ^ (9 << 1) ^ 1).Next();
        Assert.Equal(SyntheticConcrete.Render(true, seed, 41).Pixels, ImageDecoder.Decode(file.Bytes).Pixels);
    }
}
