namespace CrackLab.Cli.Tests;

public sealed class ErrorLineTests
{
    [Fact]
    public void Of_ArgumentException_DropsTheParameter()
    {
        var error = new ArgumentException("Split: expected 1, received 2. Mend it.", "train");
        Assert.Equal("Split: expected 1, received 2. Mend it.", ErrorLine.Of(error, CancellationToken.None));
    }

    [Fact]
    public void Of_SeveralLines_JoinsThem()
    {
        Assert.Equal("red \uFFFD[31m", ErrorLine.Of(new IOException("red \u001b[31m"), CancellationToken.None));
        Assert.Equal("first second", ErrorLine.Of(new IOException("first\n  second\r\n"), CancellationToken.None));
    }

    [Fact]
    public void Of_AggregateException_TakesTheFirstCause()
    {
        var error = new AggregateException(new AggregateException(new InvalidDataException("cause")), new IOException("other"));
        Assert.Equal("cause", ErrorLine.Of(error, CancellationToken.None));
    }

    [Fact]
    public void Of_Cancellation_SaysThatItWasAskedFor()
    {
        Assert.Equal("stopped before the end, as asked.", ErrorLine.Of(new OperationCanceledException(), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Of_UnknownException_TellsHowToSeeMore()
    {
        string? line = ErrorLine.Of(new InvalidOperationException("broken."), CancellationToken.None);
        Assert.Equal("InvalidOperationException: broken. This is a fault in cracklab; set CRACKLAB_DEBUG=1 to see where.", line);
    }
}
