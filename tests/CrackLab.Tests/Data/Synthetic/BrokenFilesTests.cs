using CrackLab.Data.Synthetic;
using CrackLab.Imaging;

namespace CrackLab.Tests.Data.Synthetic;

public sealed class BrokenFilesTests
{
    [Theory]
    [InlineData(32)]
    [InlineData(96)]
    [InlineData(227)]
    public void Make_EveryFile_FailsToDecodeAsItsStatusSays(int size)
    {
        foreach ((SyntheticBrokenFile file, byte[] bytes) in BrokenFiles.Make(new() { Size = size }, TestContext.Current.CancellationToken))
        {
            ImageException? error = Record.Exception(() => ImageDecoder.Decode(bytes)) as ImageException;
            Assert.Equal(file.Status, error?.Fault.ToString() ?? "WrongExtension");
        }
    }

    [Fact]
    public void Make_WrongExtension_IsAWholePicture()
    {
        (SyntheticBrokenFile file, byte[] bytes) = BrokenFiles.Make(new() { Size = 40 }, TestContext.Current.CancellationToken).First();
        Assert.Equal("WrongExtension", file.Status);
        Assert.Equal(ImageFormat.Png, ImageDecoder.DetectFormat(bytes));
        Assert.Equal(40, ImageDecoder.Decode(bytes).Width);
    }
}
