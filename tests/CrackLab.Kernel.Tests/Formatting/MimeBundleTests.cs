using CrackLab.Kernel.Formatting;

namespace CrackLab.Kernel.Tests.Formatting;

public sealed class MimeBundleTests
{
    [Fact]
    public void OfText_AnyText_HoldsItAsPlainText() =>
        Assert.Equal("a < b", (string?)MimeBundle.OfText("a < b").Data["text/plain"]);
}
