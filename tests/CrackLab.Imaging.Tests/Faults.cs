namespace CrackLab.Imaging.Tests;

/// <summary>Shorthands for bytes that cannot be decoded.</summary>
internal static class Faults
{
    /// <summary>The exception that decoding throws.</summary>
    public static ImageException Of(byte[] data, DecodeOptions? options = null) =>
        Assert.Throws<ImageException>(() => ImageDecoder.Decode(data, options));

    /// <summary>Asserts the fault, its byte and a word of its reason.</summary>
    public static void Expect(byte[] data, ImageFault fault, long offset, string word)
    {
        ImageException thrown = Of(data);
        Assert.Equal((fault, offset), (thrown.Fault, thrown.Offset));
        Assert.Contains(word, thrown.Reason, StringComparison.Ordinal);
        Assert.Contains($"byte {offset}", thrown.Message, StringComparison.Ordinal);
    }

    /// <summary>A copy with some bytes replaced.</summary>
    public static byte[] With(this byte[] data, int offset, params byte[] bytes)
    {
        byte[] changed = [.. data];
        bytes.CopyTo(changed, offset);
        return changed;
    }

    /// <summary>A copy with some bytes put in.</summary>
    public static byte[] Insert(this byte[] data, int offset, params byte[] bytes) => [.. data[..offset], .. bytes, .. data[offset..]];

    /// <summary>Where some bytes lie first.</summary>
    public static int IndexOf(this byte[] data, params byte[] bytes)
    {
        int index = data.AsSpan().IndexOf(bytes);
        Assert.True(index >= 0, "the bytes to change are not there");
        return index;
    }
}
