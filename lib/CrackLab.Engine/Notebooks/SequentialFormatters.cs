namespace CrackLab.Engine.Notebooks;

/// <summary>Makes the formatters by which a notebook shows a model: its summary.</summary>
/// <remarks>Found by name, through an attribute on <see cref="Sequential"/>; nobody need call it.</remarks>
public sealed class SequentialFormatters
{
    private readonly object[] _formatters =
    [
        new SequentialFormatter("text/html", SummaryHtml.Write),
        new SequentialFormatter("text/plain", model => model.ToString()),
    ];

    /// <summary>One formatter a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() => _formatters;
}
