using CrackLab.Kernel.Cells;

namespace CrackLab.Kernel.Scripting;

/// <summary>Sends what is printed to the cell that prints it, and what no cell prints (threads of native code) to the cell that ran last.</summary>
internal static class ConsoleRouting
{
    private static readonly Lock Gate = new();
    private static bool _installed;
    private static volatile ICellOutput? _last;

    /// <summary>The output of the cell that ran last.</summary>
    public static ICellOutput? Last
    {
        get => _last;
        set => _last = value;
    }

    /// <summary>Takes over the console's streams; further calls do nothing.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (_installed) return;
            _installed = true;
            Original = Console.Out;
            OriginalError = Console.Error;
            Console.SetOut(new CellWriter(OutputStream.Out));
            Console.SetError(new CellWriter(OutputStream.Error));
            Console.SetIn(new CellReader());
        }
    }

    /// <summary>The process's own standard output, once cells have taken over the console.</summary>
    public static TextWriter Original { get; private set; } = TextWriter.Null;

    /// <summary>The process's own standard error, once cells have taken over the console.</summary>
    public static TextWriter OriginalError { get; private set; } = TextWriter.Null;

    /// <summary>Sends text on its way.</summary>
    /// <param name="stream">The stream it was printed on.</param>
    /// <param name="text">The text.</param>
    public static void Send(OutputStream stream, string text)
    {
        ICellOutput? output = CellContext.Output ?? Last;
        if (output is null)
        {
            (stream == OutputStream.Out ? Original : OriginalError).Write(text);
            return;
        }

        output.Write(stream, text);
    }
}
