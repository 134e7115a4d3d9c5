using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Serialization;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Serialization;

public sealed class SafetensorsTests
{
    public static TheoryData<string, string> BadHeaders => new()
    {
        { "", "a JSON header" },
        { "[]", "a JSON object" },
        { "{\"a\":1}", "'a' as a JSON Object" },
        { "{\"a\":{}}", "dtype F32" },
        { "{\"__metadata__\":{\"x\":1}}", "'x' as a JSON String" },
        { "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}", "received F16" },
        { "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", "'a.shape' as a JSON Array" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", "'a.data_offsets' as a JSON Array" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", "two data_offsets" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}", "whole numbers from 0" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", "whole numbers from 0" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}", "whole numbers from 0" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "at data offset 0" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", "at data offset 0" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", "with 8 bytes" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "tensor 'b' at data offset 4" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "one tensor 'a'" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "the end of the file" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2000000000],\"data_offsets\":[0,8000000000]}}", "the file is cut short" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[4000000000,4000000000],\"data_offsets\":[0,8]}}", "at most 2147483647 values" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647],\"data_offsets\":[0,8]}}", "at most 2147483647 values" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775808],\"data_offsets\":[0,8]}}", "whole numbers from 0" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,9223372036854775807]}}", "with 4 bytes" },
    };

    [Fact]
    public void ReadOfWrite_TensorsOfAllRanks_GivesThemBack()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.safetensors");
        NamedTensor[] tensors =
        [
            new("scalar", [], new[] { 1.5f }), new("empty", [0, 3], Array.Empty<float>()), new("row", [3], new[] { float.NaN, -0f, float.PositiveInfinity }),
            new("name / with \"quotes\" and ü", [2, 1, 2], new[] { 1f, 2, 3, 4 }),
        ];
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["one"] = "1", ["ü\n"] = "{\"a\":[]}" };
        using (FileStream stream = File.Create(path))
        {
            Safetensors.Write(stream, tensors, metadata);
        }

        (IReadOnlyList<NamedTensor> read, IReadOnlyDictionary<string, string> texts) = Safetensors.Read(path);

        Assert.Equal(metadata, texts);
        Assert.Equal(tensors.Select(t => t.Name), read.Select(t => t.Name), StringComparer.Ordinal);
        Assert.All(tensors.Zip(read), pair =>
        {
            Assert.Equal(pair.First.Dimensions, pair.Second.Dimensions);
            Assert.Equal(pair.First.Values.ToArray().Select(BitConverter.SingleToInt32Bits), pair.Second.Values.ToArray().Select(BitConverter.SingleToInt32Bits));
        });
        Assert.Equal(0, BinaryPrimitives.ReadInt64LittleEndian(File.ReadAllBytes(path)) % 8);
    }

    [Theory]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(100_000)]
    public void Write_LongText_IsWhatJsonWritesOfItWhole(int length)
    {
        // A pair of halves begins at every odd place, so that pieces of even length would cut one.
        string text = "\"" + string.Concat(Enumerable.Repeat("🧱", length / 2)) + "ü"[..(length % 2)];
        using var stream = new MemoryStream();

        Safetensors.Write(stream, [], new Dictionary<string, string>(StringComparer.Ordinal) { ["long"] = text });

        string expected = $"{{\"__metadata__\":{{\"long\":{JsonSerializer.Serialize(text)}}}}}";
        Assert.Equal(expected, Encoding.UTF8.GetString(stream.ToArray().AsSpan(8)).TrimEnd(' '));
    }

    [Theory]
    [MemberData(nameof(BadHeaders))]
    public void Read_BadHeader_SaysWhatAndWhere(string header, string expected)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.safetensors");
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        File.WriteAllBytes(path, [.. length, .. text, .. new byte[8]]);
        string message = Assert.Throws<InvalidDataException>(() => Safetensors.Read(path)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.StartsWith($"{path}, byte ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(100_000_001UL)]
    [InlineData(9UL)]
    public void Read_HeaderLongerThanTheFile_Refused(ulong length)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.safetensors");
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        File.WriteAllBytes(path, bytes);
        string message = Assert.Throws<InvalidDataException>(() => Safetensors.Read(path)).Message;
        Assert.Contains($"byte 0: expected a header inside the file's 16 bytes, received a header length of {length}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TextThatIsNoUtf8_Refused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.safetensors");
        byte[] header = [.. "{\"__metadata__\":{\"a\":\""u8, 0xFF, .. "\"}}"u8];
        File.WriteAllBytes(path, [(byte)header.Length, 0, 0, 0, 0, 0, 0, 0, .. header]);
        Assert.Throws<InvalidDataException>(() => Safetensors.Read(path));
    }
}
