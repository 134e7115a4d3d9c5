using CrackLab.Display.Views;

namespace CrackLab.Display;

/// <summary>Makes the formatters by which a notebook shows charts.</summary>
/// <remarks>Found by name, through an attribute on each kind of chart; nobody need call it.</remarks>
public sealed class FigureFormatters
{
    private readonly object[] _formatters =
    [
        new ValueFormatter(PlotlyFigure.MimeType, value => (value as IFigure)?.ToPlotly().ToJson()),
        new ValueFormatter("text/html", NotebookViews.Html),
        new ValueFormatter("text/plain", value => value.ToString()),
    ];

    /// <summary>One formatter a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() => _formatters;
}
