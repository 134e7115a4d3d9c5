using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CrackLab.Kernel.Protocol;

/// <summary>Writes JSON objects to bytes.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 512 };

    /// <summary>Writes one object.</summary>
    /// <param name="properties">Writes what stands between its braces.</param>
    public static byte[] Write(Action<Utf8JsonWriter> properties)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            properties(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
