namespace CrackLab.Data.Fetching;

/// <summary>The checksum of zip entries (ISO 3309, polynomial 0xEDB88320 reflected), which .NET's zip does not check.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    /// <summary>Goes on with a checksum.</summary>
    /// <param name="checksum">That of the bytes before; 0 at the beginning.</param>
    /// <param name="bytes">The bytes that follow.</param>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        uint remainder = ~checksum;
        foreach (byte one in bytes)
            remainder = Table[(byte)(remainder ^ one)] ^ (remainder >> 8);
        return ~remainder;
    }

    private static uint Entry(int value)
    {
        uint remainder = (uint)value;
        for (int bit = 0; bit < 8; bit++)
            remainder = (remainder & 1) == 1 ? (remainder >> 1) ^ 0xEDB88320u : remainder >> 1;
        return remainder;
    }
}
