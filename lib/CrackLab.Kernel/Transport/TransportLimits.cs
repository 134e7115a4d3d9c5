namespace CrackLab.Kernel.Transport;

/// <summary>How much a peer may ask for before it is dropped.</summary>
internal sealed record TransportLimits
{
    /// <summary>Bytes of one message, all its frames together.</summary>
    public long MessageBytes { get; init; } = 256L << 20;

    /// <summary>Frames of one message.</summary>
    public int MessageFrames { get; init; } = 4096;

    /// <summary>Bytes of a command frame.</summary>
    public int CommandBytes { get; init; } = 64 << 10;

    /// <summary>Peers of one socket at a time.</summary>
    public int Peers { get; init; } = 256;

    /// <summary>Subscriptions of one peer.</summary>
    public int Subscriptions { get; init; } = 1024;

    /// <summary>Bytes that wait to be sent to one peer before whoever sends must wait too.</summary>
    public long QueueBytes { get; init; } = 64L << 20;

    /// <summary>How long a peer may take to say who it is.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a peer with a full queue may read nothing before it counts as dead.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);
}
