namespace CrackLab.Kernel.Transport;

/// <summary>Remarks for whoever looks after the front end, on the process's own standard error.</summary>
/// <remarks>They stop after so many lines: a flood of bad messages must neither fill a log nor block on a pipe that nobody reads.</remarks>
internal static class KernelLog
{
    private const int MostLines = 200;

    // Not Console.Error, which cells may have taken over.
    private static readonly TextWriter Errors =
        TextWriter.Synchronized(new StreamWriter(Console.OpenStandardError()) { AutoFlush = true });

    private static int _lines;

    /// <summary>Writes a remark.</summary>
    /// <param name="text">The remark.</param>
    public static void Write(string text)
    {
        int line = Interlocked.Increment(ref _lines);
        if (line > MostLines)
        {
            return;
        }

        try
        {
            Errors.WriteLine($"[kernel] {text}{(line == MostLines ? " (Further remarks are left out.)" : "")}");
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OutOfMemoryException)
        {
            // Nobody reads it.
        }
    }
}
