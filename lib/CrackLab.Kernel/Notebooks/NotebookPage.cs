using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Markdig;

namespace CrackLab.Kernel.Notebooks;

/// <summary>A notebook as one HTML page that stands alone.</summary>
internal static partial class NotebookPage
{
    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers().UseMathematics().Build();

    /// <summary>Writes the page, whole or not at all.</summary>
    /// <param name="notebook">The notebook with its outputs.</param>
    /// <param name="title">The page's title.</param>
    /// <param name="path">The file; missing folders are made, a file there is replaced.</param>
    public static void Save(NotebookFile notebook, string title, string path) =>
        WholeFile.Write(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(Write(notebook, title)));

    /// <summary>The page's HTML.</summary>
    /// <param name="notebook">The notebook with its outputs.</param>
    /// <param name="title">The page's title.</param>
    public static string Write(NotebookFile notebook, string title)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
            .Append(WebUtility.HtmlEncode(title)).Append("</title><style>").Append(Style()).Append("</style></head><body><main>\n");
        foreach (NotebookCell cell in notebook.Cells)
        {
            Cell(html, cell);
        }

        return html.Append("</main></body></html>\n").ToString();
    }

    private static void Cell(StringBuilder html, NotebookCell cell)
    {
        switch (cell.Kind)
        {
            case CellKind.Markdown:
                html.Append("<section class=\"text\">").Append(Markdig.Markdown.ToHtml(cell.Source, Markdown)).Append("</section>\n");
                break;
            case CellKind.Code:
                html.Append("<section class=\"code\">");
                if (cell.Source.Length > 0)
                {
                    html.Append("<pre class=\"source\"><code>").Append(CodeHtml.Write(cell.Source)).Append("</code></pre>");
                }

                foreach (JsonObject output in cell.Outputs)
                {
                    Output(html, output);
                }

                html.Append("</section>\n");
                break;
        }
    }

    private static void Output(StringBuilder html, JsonObject output)
    {
        html.Append("<div class=\"output\">");
        switch (NotebookCheck.Text(output["output_type"]))
        {
            case "stream":
                string name = NotebookCheck.Text(output["name"]) == "stderr" ? "stderr" : "stdout";
                html.Append($"<pre class=\"{name}\">").Append(Text(MultilineText.Read(output["text"]))).Append("</pre>");
                break;
            case "error":
                IEnumerable<string> lines = (output["traceback"] as JsonArray ?? []).Select(line => NotebookCheck.Text(line) ?? "");
                html.Append("<pre class=\"stderr\">").Append(Text(string.Join('\n', lines))).Append("</pre>");
                break;
            default:
                Data(html, output["data"] as JsonObject ?? []);
                break;
        }

        html.Append("</div>");
    }

    private static void Data(StringBuilder html, JsonObject data)
    {
        if (data["text/html"] is { } rich)
        {
            html.Append(MultilineText.Read(rich));
        }
        else if (data["image/svg+xml"] is { } drawing)
        {
            html.Append(MultilineText.Read(drawing));
        }
        else if (data.FirstOrDefault(form => form.Key is "image/png" or "image/jpeg" or "image/gif") is { Value: { } picture } form)
        {
            html.Append($"<img alt=\"\" src=\"data:{form.Key};base64,{WebUtility.HtmlEncode(MultilineText.Read(picture).ReplaceLineEndings(""))}\">");
        }
        else if (data["text/markdown"] is { } markdown)
        {
            html.Append(Markdig.Markdown.ToHtml(MultilineText.Read(markdown), Markdown));
        }
        else if (data["application/javascript"] is { } script)
        {
            html.Append("<script>").Append(MultilineText.Read(script)).Append("</script>");
        }
        else if (data["text/plain"] is { } plain)
        {
            html.Append("<pre>").Append(Text(MultilineText.Read(plain))).Append("</pre>");
        }
    }

    /// <summary>Printed text: escaped, without terminal colours, and of what a carriage return wrote over only the last.</summary>
    private static string Text(string text) => WebUtility.HtmlEncode(Overwritten().Replace(Colours().Replace(text.Replace("\r\n", "\n", StringComparison.Ordinal), ""), ""));

    private static string Style()
    {
        using Stream stream = typeof(NotebookPage).Assembly.GetManifestResourceStream("CrackLab.Kernel.Notebooks.page.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\x1b\[[0-9;]*[A-Za-z]", RegexOptions.None, 1000)]
    private static partial Regex Colours();

    [GeneratedRegex(@"[^\r\n]*\r(?=[^\r\n])", RegexOptions.None, 1000)]
    private static partial Regex Overwritten();
}
