namespace CrackLab.Imaging.Tests;

/// <summary>Small files that are made to cost much: refused soon, or decoded soon into what they state.</summary>
public sealed class BombTests
{
    /// <summary>Of this thread's own time, after a first run that pays for compiling.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(63)]
    [InlineData(4)]
    public void Decode_ScansThatSayNextToNothing_TakesLessThanASecond(int band)
    {
        byte[] file = JpegBombs.Scans(60_000, band);
        Assert.InRange(file.Length, 60_000, 72_000);

        Assert.Equal(5536, Timed(() => ImageDecoder.Decode(file)).Width);
    }

    [Fact]
    public void Decode_ThousandsOfTables_TakesLittleMoreThanTheFile()
    {
        byte[] file = JpegBombs.Tables(16);
        Faults.Of(file);
        long before = GC.GetAllocatedBytesForCurrentThread();

        ImageException fault = Timed(() => Faults.Of(file));

        Assert.Equal(ImageFault.Truncated, fault.Fault);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32L * file.Length);
    }

    private static T Timed<T>(Func<T> work)
    {
        _ = work();
        T result = default!;
        Assert.InRange(ThreadTime.Of(() => result = work()), TimeSpan.Zero, Longest);
        return result;
    }
}
