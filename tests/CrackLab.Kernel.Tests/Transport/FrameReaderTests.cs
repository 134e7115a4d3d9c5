using CrackLab.Kernel.Transport;

namespace CrackLab.Kernel.Tests.Transport;

public sealed class FrameReaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(70_000)]
    [InlineData(300_000)]
    public void ReadFrame_WhatTheWriterWrote_ComesBack(int length)
    {
        byte[] body = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        using var stream = new MemoryStream();
        new FrameWriter(stream).Write([[1, 2], body, []]);
        stream.Position = 0;
        var reader = new FrameReader(stream, new TransportLimits());

        Frame[] frames = [reader.ReadFrame(1 << 20), reader.ReadFrame(1 << 20), reader.ReadFrame(1 << 20)];

        Assert.Equal([true, true, false], frames.Select(frame => frame.HasMore));
        Assert.Equal([1, 2], frames[0].Body);
        Assert.Equal(body, frames[1].Body);
        Assert.Empty(frames[2].Body);
    }

    [Fact]
    public void ReadFrame_ClaimedSizeWithoutBytes_TakesNoMemory()
    {
        using var stream = new MemoryStream([2, 0, 0, 0, 0, 0x0F, 0xFF, 0xFF, 0xFF, 1, 2, 3]);
        var reader = new FrameReader(stream, new TransportLimits());
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<EndOfStreamException>(() => reader.ReadFrame(1 << 30));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData(new byte[] { 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 1, 0, 1 })]
    [InlineData(new byte[] { 8, 0 })]
    [InlineData(new byte[] { 5, 0 })]
    public void ReadFrame_TooLongOrWrongFlags_IsRefused(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);

        Assert.Throws<InvalidDataException>(() => new FrameReader(stream, new TransportLimits()).ReadFrame(1 << 16));
    }

    [Fact]
    public void ReadGreeting_EveryCut_EndsAsCut()
    {
        for (int length = 0; length < Greeting.Length; length++)
        {
            using var stream = new MemoryStream(Greeting.Bytes[..length]);

            Assert.Throws<EndOfStreamException>(() => new FrameReader(stream, new TransportLimits()).ReadGreeting());
        }
    }

    [Theory]
    [InlineData(0, 0x47)]
    [InlineData(9, 0x7E)]
    [InlineData(10, 2)]
    [InlineData(12, 0x50)]
    public void ReadGreeting_AnotherProtocol_IsRefused(int position, byte value)
    {
        byte[] bytes = [.. Greeting.Bytes];
        bytes[position] = value;
        using var stream = new MemoryStream(bytes);

        Assert.Throws<InvalidDataException>(() => new FrameReader(stream, new TransportLimits()).ReadGreeting());
    }
}
