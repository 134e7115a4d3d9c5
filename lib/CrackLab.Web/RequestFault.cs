namespace CrackLab.Web;

/// <summary>A request that is not answered as asked.</summary>
/// <param name="status">The HTTP status, 400..599.</param>
/// <param name="message">What was expected, what came, and how to mend it.</param>
internal sealed class RequestFault(int status, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>What is wrong with a picture, as one camelCase word, or <see langword="null"/>.</summary>
    public string? Fault { get; init; }

    /// <summary>Byte of the picture at which it shows, or <see langword="null"/>.</summary>
    public long? Offset { get; init; }

    /// <summary>Seconds after which trying again makes sense, or <see langword="null"/>.</summary>
    public int? RetryAfter { get; init; }
}
