using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using CrackLab.Engine.Execution;

namespace CrackLab.Engine.Serialization;

/// <summary>Reads and writes the safetensors format: named float tensors and a few strings, with nothing executable.</summary>
/// <remarks>
/// https://huggingface.co/docs/safetensors: 8 bytes of header length (little-endian), a JSON header with each tensor's
/// dtype, shape and data_offsets, then the data. Only F32 is read and written. Everything the header says is checked
/// against the file before memory is taken.
/// </remarks>
public static class Safetensors
{
    internal const string MetadataKey = "__metadata__";

    /// <summary>Floats that are read or written at once.</summary>
    internal const int Piece = 1 << 18;

    private const int TextPiece = 4096;

    /// <summary>Writes tensors and metadata.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="tensors">Tensors, in the order they lie in the file.</param>
    /// <param name="metadata">Strings by name.</param>
    public static void Write(Stream stream, IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(metadata);
        byte[] header = WriteHeader(tensors, metadata);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (NamedTensor tensor in tensors)
        {
            WriteFloats(stream, tensor.Values.Span);
        }
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its tensors in file order, and its metadata.</returns>
    /// <exception cref="InvalidDataException">The file breaks the format; says where.</exception>
    public static (IReadOnlyList<NamedTensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return ([.. file.Entries.Select(entry => file.ReadTensor(entry))], file.Metadata);
    }

    private static byte[] WriteHeader(IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataKey);
            foreach ((string key, string value) in metadata)
            {
                WriteString(json, key, value);
            }

            json.WriteEndObject();
            long offset = 0;
            foreach (NamedTensor tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (int dimension in tensor.Dimensions)
                {
                    json.WriteNumberValue(dimension);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                offset += tensor.Values.Length * (long)sizeof(float);
                json.WriteNumberValue(offset);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // Spaces bring the data to a multiple of 8 bytes, as the format asks.
        while (buffer.Length % sizeof(ulong) != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    // In pieces: whole, a string takes pooled buffers of several times its length, and a checkpoint's grows with every epoch.
    private static void WriteString(Utf8JsonWriter json, string key, ReadOnlySpan<char> value)
    {
        json.WritePropertyName(key);
        for (; value.Length > TextPiece; value = value[TextPiece..])
        {
            json.WriteStringValueSegment(value[..TextPiece], isFinalSegment: false);
        }

        json.WriteStringValueSegment(value, isFinalSegment: true);
    }

    private static void WriteFloats(Stream stream, ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            // In pieces: bytes are counted in 31 bits.
            for (; values.Length > 0; values = values[Math.Min(Piece, values.Length)..])
            {
                stream.Write(MemoryMarshal.AsBytes(values[..Math.Min(Piece, values.Length)]));
            }

            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }
}
