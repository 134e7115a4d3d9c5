using CrackLab.Imaging.Jpeg;

namespace CrackLab.Imaging.Tests.Jpeg;

public sealed class JpegHuffmanCodesTests
{
    [Fact]
    public void Codes_AllFourTables_HaveAsManyValuesAsCountsAndNoRepeats()
    {
        foreach (JpegHuffmanCodes codes in All())
        {
            Assert.Equal(codes.Values.Length, codes.Counts.Sum(count => count));
            Assert.Equal(codes.Values.Length, codes.Values.Distinct().Count());
        }
    }

    [Fact]
    public void Codes_AllFourTables_LeaveOnlyTheCodeOfAllOnesUnused()
    {
        foreach (JpegHuffmanCodes codes in All())
        {
            int longest = codes.Values.Max(value => codes.Lengths[value]);
            int used = codes.Values.Sum(value => 1 << (longest - codes.Lengths[value]));
            Assert.Equal((1 << longest) - 1, used);
        }
    }

    [Fact]
    public void LuminanceAc_KnownSymbols_HaveTheCodesOfTheStandard()
    {
        JpegHuffmanCodes codes = JpegHuffmanCodes.LuminanceAc;
        Assert.Equal((0b1010, 4), (codes.Codes[0x00], codes.Lengths[0x00]));
        Assert.Equal((0b11111111001, 11), (codes.Codes[0xF0], codes.Lengths[0xF0]));
        Assert.Equal((0xFFFE, 16), (codes.Codes[0xFA], codes.Lengths[0xFA]));
    }

    private static JpegHuffmanCodes[] All() =>
    [
        JpegHuffmanCodes.LuminanceDc, JpegHuffmanCodes.LuminanceAc,
        JpegHuffmanCodes.ChrominanceDc, JpegHuffmanCodes.ChrominanceAc,
    ];
}
