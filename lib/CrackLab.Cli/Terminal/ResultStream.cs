using CrackLab.Engine.Serialization;

namespace CrackLab.Cli.Terminal;

/// <summary>Standard output that says whose fault it is where it cannot be written.</summary>
/// <param name="inner">The stream.</param>
internal sealed class ResultStream(Stream inner) : Stream
{
    private const string Name = "standard output";
    private const int UnixBrokenPipe = 32;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether the exception says that nobody reads any more.</summary>
    public static bool IsBrokenPipe(Exception error) =>
        error is IOException && !OperatingSystem.IsWindows() && error.HResult == UnixBrokenPipe;

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (Exception e) when ((e is IOException && !IsBrokenPipe(e)) || e is UnauthorizedAccessException)
        {
            throw WriteFault.Explain(Name, e);
        }
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
