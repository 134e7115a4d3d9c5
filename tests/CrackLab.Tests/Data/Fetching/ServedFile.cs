using System.Globalization;

namespace CrackLab.Tests.Data.Fetching;

/// <summary>A file on an honest server that knows ranges.</summary>
internal sealed record ServedFile(byte[] Bytes, string? ETag = "\"one\"", string? LastModified = null)
{
    public ServedReply Reply(ServedRequest request)
    {
        string? condition = request.Headers.GetValueOrDefault("if-range");
        bool isSame = condition is null || condition == ETag || condition == LastModified;
        if (request.From is not { } from || !isSame)
            return Whole();
        if (from >= Bytes.Length)
            return ServedReply.Of("416 Range Not Satisfiable", ("Content-Range", $"bytes */{Number(Bytes.Length)}"));
        return Describe(new ServedReply("206 Partial Content", new() { ["Content-Range"] = $"bytes {Number(from)}-{Number(Bytes.Length - 1)}/{Number(Bytes.Length)}" }, Bytes[from..]));
    }

    public ServedReply Whole() => Describe(new ServedReply("200 OK", [], Bytes));

    private ServedReply Describe(ServedReply reply)
    {
        reply = reply.With("Content-Length", Number(reply.Body.Length));
        reply = ETag is null ? reply : reply.With("ETag", ETag);
        return LastModified is null ? reply : reply.With("Last-Modified", LastModified);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
