using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Formatting;
using CrackLab.Kernel.Scripting;

namespace CrackLab.Kernel.Interactive;

/// <summary>Functions that every cell can call by their bare names; named as in .NET Interactive.</summary>
public static class Functions
{
    /// <summary>Shows a value under the cell.</summary>
    /// <param name="value">The value.</param>
    /// <param name="mimeTypes">The forms to show, such as "text/html"; none for all.</param>
    /// <returns>What replaces the value by another.</returns>
    public static DisplayedValue display(object? value, params string[] mimeTypes)
    {
        ArgumentNullException.ThrowIfNull(mimeTypes);
        MimeBundle data = Formatter.Format(value, mimeTypes);
        ICellOutput? output = CellContext.Output ?? ConsoleRouting.Last;
        string id = Guid.NewGuid().ToString("N");
        output?.Display(data, id);
        return new DisplayedValue(output, id, mimeTypes);
    }

    /// <summary>A piece of HTML, shown as such where it is a cell's value or displayed.</summary>
    /// <param name="content">The HTML.</param>
    public static RichContent HTML(string content) => new(MimeBundle.Html, content);

    /// <summary>A piece of Markdown, shown as such where it is a cell's value or displayed.</summary>
    /// <param name="content">The Markdown.</param>
    public static RichContent Markdown(string content) => new("text/markdown", content);

    /// <summary>Runs JavaScript in the front end, where that allows it.</summary>
    /// <param name="content">The script.</param>
    public static void Javascript(string content) => display(MimeBundle.Of("application/javascript", content));

    /// <summary>Removes what the cell has shown so far.</summary>
    /// <param name="wait">Whether to wait until the next output comes, so that nothing flickers.</param>
    public static void ClearOutput(bool wait = false)
    {
        ICellOutput? output = CellContext.Output ?? ConsoleRouting.Last;
        output?.Clear(wait);
    }

    /// <summary>Removes what the cell has shown so far.</summary>
    /// <param name="wait">Whether to wait until the next output comes, so that nothing flickers.</param>
    public static void clear(bool wait = false) => ClearOutput(wait);
}
