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
    private const string MetadataKey = "__metadata__";
    private const int MaxHeader = 100_000_000;
    private const int MaxPiece = 4096;

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
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        try
        {
            return Read(stream, path);
        }
        catch (JsonException error)
        {
            throw Bad(path, sizeof(ulong) + (error.BytePositionInLine ?? 0), "a JSON header", "something else");
        }
        catch (InvalidOperationException)
        {
            // What JsonElement throws for names and strings that cannot be decoded.
            throw Bad(path, sizeof(ulong), "a header in UTF-8", "other bytes");
        }
    }

    private static (IReadOnlyList<NamedTensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Read(FileStream stream, string path)
    {
        Span<byte> lengthBytes = stackalloc byte[sizeof(ulong)];
        if (stream.ReadAtLeast(lengthBytes, sizeof(ulong), throwOnEndOfStream: false) < sizeof(ulong))
        {
            throw Bad(path, 0, "a header length of 8 bytes", $"a file of {stream.Length} bytes");
        }

        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (headerLength > MaxHeader || headerLength > (ulong)(stream.Length - sizeof(ulong)))
        {
            throw Bad(path, 0, $"a header inside the file's {stream.Length} bytes", $"a header length of {headerLength}");
        }

        byte[] header = new byte[headerLength];
        stream.ReadExactly(header);
        long dataStart = sizeof(ulong) + header.Length;
        using JsonDocument json = JsonDocument.Parse(header);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw Bad(path, sizeof(ulong), "a JSON object", json.RootElement.ValueKind.ToString());
        }

        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var entries = new List<SafetensorsEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty property in json.RootElement.EnumerateObject())
        {
            if (string.Equals(property.Name, MetadataKey, StringComparison.Ordinal))
            {
                foreach (JsonProperty item in Require(property.Value, JsonValueKind.Object, path, MetadataKey).EnumerateObject())
                {
                    metadata[item.Name] = Require(item.Value, JsonValueKind.String, path, item.Name).GetString()!;
                }
            }
            else
            {
                SafetensorsEntry entry = SafetensorsEntry.Parse(property, path);
                entries.Add(names.Add(entry.Name) ? entry : throw Bad(path, sizeof(ulong), $"one tensor '{entry.Name}'", "two of that name"));
            }
        }

        return (ReadTensors(stream, path, dataStart, entries), metadata);
    }

    private static List<NamedTensor> ReadTensors(FileStream stream, string path, long dataStart, List<SafetensorsEntry> entries)
    {
        long dataLength = stream.Length - dataStart;
        long expected = 0;
        var tensors = new List<NamedTensor>(entries.Count);
        foreach (SafetensorsEntry entry in entries.OrderBy(entry => entry.Start))
        {
            if (entry.Start != expected || entry.End - entry.Start != entry.Count * sizeof(float))
            {
                throw Bad(path, dataStart + expected, $"tensor '{entry.Name}' at data offset {expected} with {entry.Count * sizeof(float)} bytes", $"offsets {entry.Start}..{entry.End}");
            }

            if (entry.End > dataLength)
            {
                throw Bad(path, stream.Length, $"{entry.End} bytes of data for tensor '{entry.Name}'", $"{dataLength}: the file is cut short");
            }

            expected = entry.End;
            float[] values = new float[entry.Count];
            ReadFloats(stream, values);
            tensors.Add(new NamedTensor(entry.Name, entry.Dimensions, values));
        }

        return expected == dataLength ? tensors : throw Bad(path, dataStart + expected, "the end of the file", $"{dataLength - expected} more bytes");
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
        for (; value.Length > MaxPiece; value = value[MaxPiece..])
        {
            json.WriteStringValueSegment(value[..MaxPiece], isFinalSegment: false);
        }

        json.WriteStringValueSegment(value, isFinalSegment: true);
    }

    private static void WriteFloats(Stream stream, ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }

    private static void ReadFloats(Stream stream, Span<float> values)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        stream.ReadExactly(bytes);
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> words = MemoryMarshal.Cast<byte, int>(bytes);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }

    internal static JsonElement Require(JsonElement element, JsonValueKind kind, string path, string what) =>
        element.ValueKind == kind ? element : throw Bad(path, sizeof(ulong), $"'{what}' as a JSON {kind}", element.ValueKind.ToString());

    internal static InvalidDataException Bad(string path, long offset, string expected, string received) =>
        new($"{path}, byte {offset}: expected {OneLine.Of(expected)}, received {OneLine.Of(received)}. Take a whole copy of the file or write it anew.");
}
