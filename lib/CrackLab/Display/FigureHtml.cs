namespace CrackLab.Display;

/// <summary>A figure as HTML: the static SVG, and beside it what plotly.js needs to take its place.</summary>
/// <remarks>
/// Where no script runs, or plotly.js cannot be loaded, the SVG stays. The script goes over all figures of the page that
/// it has not seen yet, so that it needs no names and the same figure is always the same text.
/// </remarks>
internal static class FigureHtml
{
    /// <summary>Writes it.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="width">Most width in pixels.</param>
    public static string Write(IFigure figure, int width) => Markup.Of($"""
        <div class="cracklab-figure" style="max-width:{width}px" data-figure='{new Markup(figure.ToPlotly().ToJson())}'>{StaticPicture.Of(figure.ToSvg(), figure.ToString())}</div>
        <script>{StyleSheet.FigureScript}</script>
        """).Text;
}
