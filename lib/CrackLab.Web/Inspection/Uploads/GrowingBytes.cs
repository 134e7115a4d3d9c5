namespace CrackLab.Web.Inspection.Uploads;

/// <summary>Reads a stream into memory that grows as bytes come, never ahead of them by more than what has come.</summary>
internal static class GrowingBytes
{
    private const int Beginning = 64 * 1024;

    /// <summary>Reads to the end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="most">Most bytes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The bytes, or <see langword="null"/> where there are more; the rest is unread then.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(Math.Min(Beginning, most));
        int count = 0;
        while (true)
        {
            if (count == bytes.Length)
            {
                if (count == most)
                    return await stream.ReadAsync(new byte[1], cancellationToken) == 0 ? bytes : default(ReadOnlyMemory<byte>?);
                Array.Resize(ref bytes, (int)Math.Min(2L * count, most));
            }

            int read = await stream.ReadAsync(bytes.AsMemory(count), cancellationToken);
            if (read == 0)
                return bytes.AsMemory(0, count);
            count += read;
        }
    }
}
