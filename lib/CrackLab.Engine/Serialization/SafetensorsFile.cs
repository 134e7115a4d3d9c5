using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using CrackLab.Engine.Execution;

namespace CrackLab.Engine.Serialization;

/// <summary>A safetensors file open for reading: what its header says is checked against the file, the values are read where they are wanted.</summary>
internal sealed class SafetensorsFile : IDisposable
{
    private const int MaxHeader = 100_000_000;

    private readonly FileStream _stream;
    private readonly string _path;
    private readonly long _dataStart;

    private SafetensorsFile(FileStream stream, string path, byte[] header)
    {
        (_stream, _path, _dataStart) = (stream, path, sizeof(ulong) + header.Length);
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
            if (string.Equals(property.Name, Safetensors.MetadataKey, StringComparison.Ordinal))
            {
                foreach (JsonProperty item in Require(property.Value, JsonValueKind.Object, path, Safetensors.MetadataKey).EnumerateObject())
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

        (Metadata, Entries) = (metadata, [.. entries.OrderBy(entry => entry.Start)]);
        RequireWhole();
    }

    /// <summary>The file's strings by name.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Its tensors, in the order they lie in the file.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file breaks the format; says where.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStream stream = ReadableFile.Open(path);
        SafetensorsFile? file = null;
        try
        {
            return file = new SafetensorsFile(stream, path, ReadHeader(stream, path));
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
        finally
        {
            if (file is null)
            {
                stream.Dispose();
            }
        }
    }

    /// <summary>Reads a tensor's values.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    /// <param name="values">Room for them.</param>
    public void Read(SafetensorsEntry entry, Span<float> values)
    {
        _stream.Position = _dataStart + entry.Start;

        // In pieces: a process that is asked to end waits for the call that it is in, and bytes are counted in 31 bits.
        for (Span<float> rest = values; rest.Length > 0; rest = rest[Math.Min(Safetensors.Piece, rest.Length)..])
        {
            _stream.ReadExactly(MemoryMarshal.AsBytes(rest[..Math.Min(Safetensors.Piece, rest.Length)]));
        }

        if (!BitConverter.IsLittleEndian)
        {
            Span<int> words = MemoryMarshal.Cast<float, int>(values);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }

    /// <summary>Reads a tensor.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    public NamedTensor ReadTensor(SafetensorsEntry entry)
    {
        float[] values = new float[entry.Count];
        Read(entry, values);
        return new NamedTensor(entry.Name, entry.Dimensions, values);
    }

    public void Dispose() => _stream.Dispose();

    internal static JsonElement Require(JsonElement element, JsonValueKind kind, string path, string what) =>
        element.ValueKind == kind ? element : throw Bad(path, sizeof(ulong), $"'{what}' as a JSON {kind}", element.ValueKind.ToString());

    internal static InvalidDataException Bad(string path, long offset, string expected, string received) =>
        new($"{path}, byte {offset}: expected {OneLine.Of(expected)}, received {OneLine.Of(received)}. Take a whole copy of the file or write it anew.");

    private static byte[] ReadHeader(FileStream stream, string path)
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
        return header;
    }

    // The tensors fill the file from the header's end to its own, each as long as its shape says.
    private void RequireWhole()
    {
        long dataLength = _stream.Length - _dataStart;
        long expected = 0;
        foreach (SafetensorsEntry entry in Entries)
        {
            if (entry.Start != expected || entry.End - entry.Start != entry.Count * sizeof(float))
            {
                throw Bad(_path, _dataStart + expected, $"tensor '{entry.Name}' at data offset {expected} with {entry.Count * sizeof(float)} bytes", $"offsets {entry.Start}..{entry.End}");
            }

            if (entry.End > dataLength)
            {
                throw Bad(_path, _stream.Length, $"{entry.End} bytes of data for tensor '{entry.Name}'", $"{dataLength}: the file is cut short");
            }

            expected = entry.End;
        }

        if (expected != dataLength)
        {
            throw Bad(_path, _dataStart + expected, "the end of the file", $"{dataLength - expected} more bytes");
        }
    }
}
