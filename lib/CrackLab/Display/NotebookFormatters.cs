using CrackLab.Display.Views;

namespace CrackLab.Display;

/// <summary>Makes the formatters by which a notebook shows the library's objects.</summary>
/// <remarks>Found by name, through an attribute on each of those types; nobody need call it.</remarks>
public sealed class NotebookFormatters
{
    private readonly object[] _formatters =
    [
        new ValueFormatter("text/html", NotebookViews.Html),
        new ValueFormatter("text/plain", value => value.ToString()),
    ];

    /// <summary>One formatter a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() => _formatters;
}
