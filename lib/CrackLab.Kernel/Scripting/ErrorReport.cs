using System.Globalization;
using CrackLab.Kernel.Cells;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CrackLab.Kernel.Scripting;

/// <summary>Tells people why a cell failed.</summary>
internal static class ErrorReport
{
    /// <summary>Most errors of the compiler that are listed.</summary>
    private const int MostErrors = 20;

    /// <summary>Most exceptions of a chain that are listed.</summary>
    private const int MostInner = 8;

    private const string Red = "\u001b[31m", Plain = "\u001b[0m";

    /// <summary>The report on a failure.</summary>
    /// <param name="thrown">What was thrown.</param>
    public static CellError Of(Exception thrown) => thrown switch
    {
        CellFailedException failed => Of(failed.Thrown),
        CompilationException wrong => OfCompilation(wrong),
        CellException told => new CellError(told.Name, told.Message, [Headline(told.Name, told.Message)]),
        _ when IsOutOfMemory(thrown) => OfMemory(thrown),
        _ => OfException(thrown),
    };

    /// <summary>Whether memory ran out, on the cell's own thread or on one that it waited for.</summary>
    /// <param name="thrown">What was thrown.</param>
    public static bool IsOutOfMemory(Exception? thrown) =>
        thrown is not null && InnerOf(thrown).Prepend(thrown).Any(error => error is OutOfMemoryException);

    /// <summary>The report on an interrupt.</summary>
    /// <param name="abandoned">Whether the cell's thread could not be stopped.</param>
    public static CellError OfInterrupt(bool abandoned)
    {
        string message = abandoned
            ? "the cell was interrupted, but a call in it can't be stopped and goes on in the background; "
                + "variables are kept, and the next cell can run"
            : "the cell was interrupted; variables are kept";
        return new CellError("Interrupted", message, [Headline("Interrupted", message)]);
    }

    private static CellError OfCompilation(CompilationException wrong)
    {
        var lines = new List<string>();
        foreach (Diagnostic error in wrong.Errors.Take(MostErrors))
        {
            FileLinePositionSpan span = error.Location.GetLineSpan();
            string message = error.GetMessage(CultureInfo.InvariantCulture);
            string place = error.Location.IsInSource
                ? string.Create(CultureInfo.InvariantCulture, $"{span.Path}, line {span.StartLinePosition.Line + 1}, column {span.StartLinePosition.Character + 1}: ")
                : "";
            lines.Add($"{place}{Red}{error.Id}{Plain}: {message}");
            if (error.Location.IsInSource) lines.AddRange(Excerpt(error.Location));
        }

        if (wrong.Errors.Length > MostErrors)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"… and {wrong.Errors.Length - MostErrors} more errors"));
        }

        Diagnostic first = wrong.Errors[0];
        string value = Uncoloured(lines[0]);
        lines.Insert(0, Headline("CompilationError", first.GetMessage(CultureInfo.InvariantCulture)));
        return new CellError("CompilationError", value, lines);
    }

    private static IEnumerable<string> Excerpt(Location location)
    {
        SourceText text = location.SourceTree!.GetText();
        TextLine line = text.Lines.GetLineFromPosition(location.SourceSpan.Start);
        string shown = line.ToString();
        int column = location.SourceSpan.Start - line.Start;
        int width = Math.Max(1, Math.Min(location.SourceSpan.Length, shown.Length - column));
        string indent = string.Concat(shown.Take(column).Select(sign => sign == '\t' ? '\t' : ' '));
        yield return "    " + shown;
        yield return "    " + indent + Red + new string('^', width) + Plain;
    }

    private static CellError OfMemory(Exception thrown)
    {
        const string message = "Insufficient memory to go on: what the cell had made is let go, and its variables with it. "
            + "Work on less at a time, or restart the kernel to free what earlier cells hold.";
        List<string> lines = [Headline("OutOfMemoryException", message), .. StackReport.Of(thrown)];
        return new CellError("OutOfMemoryException", message, lines);
    }

    private static CellError OfException(Exception thrown)
    {
        Exception outer = Unwrapped(thrown);
        List<string> lines = [Headline(NameOf(outer), outer.Message), .. StackReport.Of(outer)];
        int told = 0;
        foreach (Exception inner in InnerOf(outer))
        {
            if (++told > MostInner) break;
            lines.Add($"  caused by {Red}{NameOf(inner)}{Plain}: {inner.Message}");
            lines.AddRange(StackReport.Of(inner));
        }

        return new CellError(NameOf(outer), outer.Message, lines);
    }

    private static Exception Unwrapped(Exception thrown)
    {
        while (thrown is System.Reflection.TargetInvocationException && thrown.InnerException is { } inner) thrown = inner;
        return thrown is AggregateException { InnerExceptions: [Exception only] } ? only : thrown;
    }

    private static IEnumerable<Exception> InnerOf(Exception outer)
    {
        IEnumerable<Exception> direct = outer is AggregateException several
            ? several.InnerExceptions
            : outer.InnerException is { } one ? [one] : [];
        return direct.SelectMany(inner => InnerOf(inner).Prepend(inner));
    }

    private static string NameOf(Exception error) => error.GetType().Name;

    private static string Headline(string name, string message) => $"{Red}{name}{Plain}: {message}";

    private static string Uncoloured(string line) =>
        line.Replace(Red, "", StringComparison.Ordinal).Replace(Plain, "", StringComparison.Ordinal);
}
