namespace CrackLab.Kernel.Transport;

/// <summary>What waits to be sent: a message or a command.</summary>
/// <param name="Frames">The message's frames; empty for a command.</param>
/// <param name="Command">The command, or <see langword="null"/>.</param>
internal sealed record Outgoing(IReadOnlyList<byte[]> Frames, Command? Command = null)
{
    private const int Overhead = 64;

    /// <summary>Bytes that it holds in memory, about.</summary>
    public long Size { get; } = Overhead + Frames.Sum(frame => (long)frame.Length) + (Command?.Data.Length ?? 0);
}
