using System.Globalization;

namespace CrackLab.Display.Views;

/// <summary>What the views of notebooks are made of.</summary>
internal static class View
{
    /// <summary>Wraps a view with its style sheet.</summary>
    /// <param name="parts">What it shows, from top to bottom.</param>
    public static string Page(params IEnumerable<Markup> parts) => Markup.Of(
        $"""<div class="cracklab-view"><style>{StyleSheet.View}</style>{parts}</div>""").Text;

    /// <summary>A table.</summary>
    /// <param name="heads">Headings of the columns.</param>
    /// <param name="rows">Cells, row by row.</param>
    /// <param name="texts">Columns from the left that hold text; those after them hold numbers, and stand to the right.</param>
    /// <param name="foot">A last row of sums, or <see langword="null"/>.</param>
    public static Markup Table(
        IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<Markup>> rows, int texts = 1, IReadOnlyList<Markup>? foot = null)
    {
        IEnumerable<Markup> titles = heads.Select((head, column) => Markup.Of($"<th{Class(column, texts)}>{head}</th>"));
        Markup sums = foot is null ? Markup.Empty : Markup.Of($"<tfoot>{Row(foot, texts)}</tfoot>");
        return Markup.Of(
            $"<table><thead><tr>{titles}</tr></thead><tbody>{rows.Select(row => Row(row, texts))}</tbody>{sums}</table>");
    }

    /// <summary>A paragraph.</summary>
    /// <param name="text">Its text.</param>
    public static Markup Paragraph(string text) => Markup.Of($"<p>{text}</p>");

    /// <summary>Figures side by side, as far as there is room.</summary>
    /// <param name="parts">The figures.</param>
    public static Markup Wrap(IEnumerable<Markup> parts) => Markup.Of($"""<div class="wrap">{parts}</div>""");

    /// <summary>Figures side by side, each as its HTML.</summary>
    /// <param name="figures">The figures.</param>
    public static Markup Figures(params IEnumerable<IFigure> figures) => Wrap(figures.Select(figure => Markup.Of(
        $"""<div style="flex:1 1 400px;max-width:440px">{new Markup(FigureHtml.Write(figure, 440))}</div>""")));

    /// <summary>A text as a cell.</summary>
    /// <param name="text">Any text.</param>
    public static Markup Cell(string? text) => Markup.Of($"{text}");

    /// <summary>A whole number as a cell.</summary>
    /// <param name="number">The number.</param>
    public static Markup Cell(long number) => Markup.Of($"{number.ToString("#,0", CultureInfo.InvariantCulture)}");

    /// <summary>A bar that is filled to a share.</summary>
    /// <param name="share">0..1.</param>
    public static Markup Meter(double share) => Markup.Of(
        $"""<span class="meter"><i style="width:{Math.Clamp(share, 0, 1) * 100}%"></i></span>""");

    /// <summary>A share in per cent, with one decimal.</summary>
    /// <param name="share">0..1.</param>
    public static string Percent(double share) => share.ToString("0.0%", CultureInfo.InvariantCulture);

    private static Markup Row(IReadOnlyList<Markup> cells, int texts) =>
        Markup.Of($"<tr>{cells.Select((cell, column) => Markup.Of($"<td{Class(column, texts)}>{cell}</td>"))}</tr>");

    private static Markup Class(int column, int texts) => column < texts ? Markup.Empty : new Markup(" class=\"number\"");
}
