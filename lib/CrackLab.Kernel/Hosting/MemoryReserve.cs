namespace CrackLab.Kernel.Hosting;

/// <summary>Memory that is held back, so that a kernel whose cells have used up all the rest can still run the cell that frees it.</summary>
internal sealed class MemoryReserve
{
    private const int Bytes = 32 << 20;
    private const long PlentyOfBytes = 4L * Bytes;
    private byte[]? _held;

    /// <summary>Takes the memory, where there is plenty: after a cell has used up all, the next ones must find what was given back.</summary>
    public void Hold()
    {
        if (_held is not null || GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - GC.GetTotalMemory(forceFullCollection: false) < PlentyOfBytes)
        {
            return;
        }

        try
        {
            _held = GC.AllocateUninitializedArray<byte>(Bytes);
        }
        catch (OutOfMemoryException)
        {
            // Another time.
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Release() => _held = null;
}
