namespace CrackLab.Imaging;

/// <summary>Some bytes could not be decoded: what is wrong, and at which byte.</summary>
public sealed class ImageException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="fault">The kind of fault.</param>
    /// <param name="offset">Byte at which it shows, counted from 0.</param>
    /// <param name="reason">What was expected and what came, as one clause without the offset.</param>
    public ImageException(ImageFault fault, long offset, string reason)
        : base($"{reason} (byte {offset})")
    {
        Fault = fault;
        Offset = offset;
        Reason = reason;
    }

    /// <summary>The kind of fault.</summary>
    public ImageFault Fault { get; }

    /// <summary>Byte at which it shows, counted from 0.</summary>
    public long Offset { get; }

    /// <summary>What was expected and what came.</summary>
    public string Reason { get; }
}
