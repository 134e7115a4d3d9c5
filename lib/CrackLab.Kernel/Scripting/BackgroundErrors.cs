using System.Runtime.ExceptionServices;
using CrackLab.Kernel.Cells;

namespace CrackLab.Kernel.Scripting;

/// <summary>Keeps the kernel alive where a thread that a cell started fails: the error is printed under that cell.</summary>
internal static class BackgroundErrors
{
    private static int _installed;

    /// <summary>Begins to watch; further calls do nothing.</summary>
    public static void Install()
    {
        if (Interlocked.Exchange(ref _installed, 1) == 0) ExceptionHandling.SetUnhandledExceptionHandler(Tell);
    }

    private static bool Tell(Exception error)
    {
        bool isOfCell = (CellContext.Output ?? ConsoleRouting.Last) is not null;
        if (!isOfCell) return false;
        CellError report = ErrorReport.Of(error);
        ConsoleRouting.Send(OutputStream.Error, "In the background: " + string.Join(Environment.NewLine, report.Traceback) + Environment.NewLine);
        return true;
    }
}
