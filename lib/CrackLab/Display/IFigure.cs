namespace CrackLab.Display;

/// <summary>A drawing that exists in two renderings: a static SVG, and a plotly figure to point at and zoom into.</summary>
public interface IFigure
{
    /// <summary>Draws it as one svg element that looks well alone, in light and in dark.</summary>
    string ToSvg();

    /// <summary>Describes it for plotly.js.</summary>
    PlotlyFigure ToPlotly();

    /// <summary>The drawing as HTML: the SVG, which plotly.js replaces where it can be loaded.</summary>
    string ToHtml();
}
