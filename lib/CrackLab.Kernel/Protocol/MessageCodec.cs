using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CrackLab.Kernel.Protocol;

/// <summary>Messages to frames and back.</summary>
/// <param name="signer">Signs them and checks them.</param>
/// <param name="session">The kernel's own session id.</param>
internal sealed class MessageCodec(MessageSigner signer, string session)
{
    /// <summary>Version of the protocol.</summary>
    public const string Version = "5.4";

    /// <summary>An empty JSON object.</summary>
    public static readonly byte[] Empty = "{}"u8.ToArray();

    private const int PartsAfterDelimiter = 5;
    private static readonly byte[] Delimiter = Encoding.ASCII.GetBytes("<IDS|MSG>");
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    /// <summary>The kernel's own session id.</summary>
    public string Session => session;

    /// <summary>Reads a message.</summary>
    /// <param name="peer">The peer that it came from.</param>
    /// <param name="frames">The frames that came.</param>
    /// <exception cref="InvalidDataException">It is no message, or not signed with the key.</exception>
    public Request Decode(byte[] peer, IReadOnlyList<byte[]> frames)
    {
        int at = 0;
        while (at < frames.Count && !frames[at].AsSpan().SequenceEqual(Delimiter))
        {
            at++;
        }

        if (frames.Count - at - 1 < PartsAfterDelimiter)
        {
            throw new InvalidDataException("message: expected delimiter, signature and four parts, received fewer frames.");
        }

        byte[] header = frames[at + 2], parent = frames[at + 3], metadata = frames[at + 4], content = frames[at + 5];
        if (!signer.IsSigned(frames[at + 1], header, parent, metadata, content))
        {
            throw new InvalidDataException("message: expected a signature made with the connection file's key, received another.");
        }

        try
        {
            JsonElement head = Object(header, "header");
            return new(
                [peer, .. frames.Take(at)],
                head.GetProperty("msg_type").GetString() ?? "",
                head.GetProperty("msg_id").GetString() ?? "",
                header,
                Object(parent, "parent header").TryGetProperty("msg_id", out JsonElement id) && id.ValueKind == JsonValueKind.String ? id.GetString()! : "",
                Object(content, "content"),
                frames.Sum(frame => (long)frame.Length));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"message: expected a Jupyter message, received something else. {OneLine.Of(error.Message)}", error);
        }
    }

    /// <summary>Makes a message.</summary>
    /// <param name="lead">The frames before the delimiter: identities, or a topic.</param>
    /// <param name="type">Its type.</param>
    /// <param name="parent">Header of the request that it belongs to, or an empty object.</param>
    /// <param name="content">Its content.</param>
    /// <returns>The frames and the message's id.</returns>
    public (IReadOnlyList<byte[]> Frames, string Id) Encode(IReadOnlyList<byte[]> lead, string type, byte[] parent, byte[] content)
    {
        string id = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        byte[] header = Json.Write(writer =>
        {
            writer.WriteString("msg_id", id);
            writer.WriteString("session", session);
            writer.WriteString("username", "kernel");
            writer.WriteString("date", DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            writer.WriteString("msg_type", type);
            writer.WriteString("version", Version);
        });
        return ([.. lead, Delimiter, signer.Sign(header, parent, Empty, content), header, parent, Empty, content], id);
    }

    private static JsonElement Object(byte[] json, string part)
    {
        JsonText.Check(json, Deep);
        using var document = JsonDocument.Parse(json, Deep);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.Clone()
            : throw new InvalidDataException($"message: expected an object as {part}, received {document.RootElement.ValueKind}.");
    }
}
