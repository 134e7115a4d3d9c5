using System.Net.Http.Headers;

namespace CrackLab.Data.Fetching;

/// <summary>What a server said of a file when its first part was received: a later part must belong to the same.</summary>
/// <param name="ETag">Its entity tag with quotes; <see langword="null"/> where there was none.</param>
/// <param name="LastModified">When it was changed; <see langword="null"/> where the server did not say.</param>
/// <param name="Length">Bytes of the whole; <see langword="null"/> where the server did not say.</param>
internal sealed record DownloadRecord(string? ETag, DateTimeOffset? LastModified, long? Length)
{
    /// <summary>What to send as If-Range; <see langword="null"/> where nothing tells a changed file from the old one.</summary>
    /// <remarks>RFC 9110, 13.1.5: a weak tag does not do.</remarks>
    public RangeConditionHeaderValue? Condition =>
        ETag is not null && !EntityTagHeaderValue.Parse(ETag).IsWeak ? new RangeConditionHeaderValue(EntityTagHeaderValue.Parse(ETag))
        : LastModified is { } date ? new RangeConditionHeaderValue(date)
        : null;

    /// <summary>Reads a reply to a request for the whole file.</summary>
    public static DownloadRecord Of(HttpResponseMessage reply) =>
        new(reply.Headers.ETag?.ToString(), reply.Content.Headers.LastModified, reply.Content.Headers.ContentLength);

    /// <summary>Whether a reply to a request for the rest is about the same file.</summary>
    /// <param name="reply">The reply, 206.</param>
    /// <param name="have">Bytes that are there.</param>
    public bool IsContinuedBy(HttpResponseMessage reply, long have) =>
        reply.Content.Headers.ContentRange is { From: { } from, Unit: "bytes" } range
        && from == have
        && (range.Length is null || Length is null || range.Length == Length)
        && (reply.Headers.ETag is null || ETag is null || reply.Headers.ETag.ToString() == ETag)
        && (reply.Content.Headers.LastModified is not { } date || LastModified is null || date == LastModified);
}
