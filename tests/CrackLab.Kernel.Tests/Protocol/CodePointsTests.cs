using CrackLab.Kernel.Protocol;

namespace CrackLab.Kernel.Tests.Protocol;

public sealed class CodePointsTests
{
    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("abc", 2, 2)]
    [InlineData("a😀b", 1, 1)]
    [InlineData("a😀b", 2, 3)]
    [InlineData("a😀b", 3, 4)]
    [InlineData("😀😀", 2, 4)]
    [InlineData("\ud83dx", 1, 1)]
    public void ToUtf16AndBack_Position_IsTheSamePlace(string text, int codePoints, int utf16)
    {
        Assert.Equal(utf16, CodePoints.ToUtf16(text, codePoints));
        Assert.Equal(codePoints, CodePoints.FromUtf16(text, utf16));
    }

    [Fact]
    public void ToUtf16_Outside_IsTheNearestEnd()
    {
        Assert.Equal(0, CodePoints.ToUtf16("a😀", -5));
        Assert.Equal(3, CodePoints.ToUtf16("a😀", 99));
        Assert.Equal(2, CodePoints.FromUtf16("a😀", 99));
    }
}
