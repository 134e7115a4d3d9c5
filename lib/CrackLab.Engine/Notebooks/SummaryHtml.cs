using System.Net;
using System.Text;

namespace CrackLab.Engine.Notebooks;

/// <summary>A model's summary as an HTML table.</summary>
internal static class SummaryHtml
{
    private const string Cell = "padding:.25em .9em .25em 0;border:0;border-bottom:1px solid rgba(128,140,152,.3);background:none;font-weight:400";
    private const string Left = Cell + ";text-align:left";
    private const string Right = Cell + ";text-align:right";

    /// <summary>Writes the table.</summary>
    /// <param name="model">The model, built or not.</param>
    public static string Write(Sequential model)
    {
        var html = new StringBuilder();
        html.Append("<div style=\"max-width:48rem;font-variant-numeric:tabular-nums\"><p style=\"margin:.3em 0\">Model <strong>")
            .Append(WebUtility.HtmlEncode(model.Name)).Append("</strong></p><table style=\"border-collapse:collapse;width:auto\"><thead>");
        Row(html, "th", "layer", "kind", "output shape", "weights");
        html.Append("</thead><tbody>");
        foreach (SummaryRow row in ModelSummary.Rows(model))
        {
            Row(html, "td", row.Layer, row.Kind, row.Shape, row.Weights);
        }

        html.Append("</tbody></table><p style=\"margin:.3em 0\">");
        html.Append(WebUtility.HtmlEncode(model.IsBuilt
            ? $"{ModelSummary.Number(model.ParameterCount)} weights, of which {ModelSummary.Number(model.TrainableParameterCount)} are trained; {ModelSummary.Bytes(model.ParameterCount * sizeof(float))}."
            : "Not built yet: Build(new Shape(height, width, 3)) gives it shapes and weights."));
        return html.Append("</p></div>").ToString();
    }

    private static void Row(StringBuilder html, string tag, params ReadOnlySpan<string> cells)
    {
        html.Append("<tr>");
        for (int i = 0; i < cells.Length; i++)
        {
            html.Append('<').Append(tag).Append(" style=\"").Append(i == cells.Length - 1 ? Right : Left).Append("\">")
                .Append(WebUtility.HtmlEncode(cells[i])).Append("</").Append(tag).Append('>');
        }

        html.Append("</tr>");
    }
}
