using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CrackLab.Kernel.Completion;

/// <summary>Turns pieces of documentation comments into text or HTML.</summary>
internal static partial class DocumentationText
{
    /// <summary>A piece as text for people.</summary>
    /// <param name="element">The piece, such as a summary.</param>
    /// <param name="isHtml">Whether to write HTML rather than plain text.</param>
    public static string Render(XElement element, bool isHtml)
    {
        var text = new StringBuilder();
        Append(text, element, isHtml);
        string rendered = Blanks().Replace(text.ToString(), " ");
        return Paragraphs().Replace(rendered, isHtml ? "<br>" : "\n").Trim(' ', '\n');
    }

    private static void Append(StringBuilder text, XElement element, bool isHtml)
    {
        foreach (XNode node in element.Nodes())
        {
            if (node is XText plain) text.Append(Escaped(Lines().Replace(plain.Value, " "), isHtml));
            else if (node is XElement child) AppendElement(text, child, isHtml);
        }
    }

    private static void AppendElement(StringBuilder text, XElement element, bool isHtml)
    {
        switch (element.Name.LocalName)
        {
            case "see" or "seealso" or "paramref" or "typeparamref":
                if (element.Nodes().Any()) Append(text, element, isHtml);
                else AppendCode(text, NameOf(element), isHtml);
                break;
            case "c" or "code":
                AppendCode(text, element.Value.Trim(), isHtml);
                break;
            case "para" or "item" or "br":
                text.Append('\v');
                if (element.Name.LocalName is "item") text.Append("- ");
                Append(text, element, isHtml);
                text.Append('\v');
                break;
            case "format" or "example":
                break;
            default:
                Append(text, element, isHtml);
                break;
        }
    }

    private static void AppendCode(StringBuilder text, string code, bool isHtml)
    {
        if (isHtml) text.Append("<code>").Append(WebUtility.HtmlEncode(code)).Append("</code>");
        else text.Append(code);
    }

    private static string NameOf(XElement element)
    {
        string name = (element.Attribute("cref") ?? element.Attribute("langword") ?? element.Attribute("name") ?? element.Attribute("href"))?.Value ?? "";
        if (element.Attribute("cref") is null) return name;
        string plain = name.Length > 1 && name[1] == ':' ? name[2..] : name;
        int parameters = plain.IndexOf('(', StringComparison.Ordinal);
        string path = parameters < 0 ? plain : plain[..parameters];
        bool isType = name.StartsWith("T:", StringComparison.Ordinal);
        string[] parts = path.Split('.');
        string kept = isType || parts.Length < 2 ? parts[^1] : $"{parts[^2]}.{parts[^1]}";
        return Arity().Replace(kept, "");
    }

    private static string Escaped(string text, bool isHtml) => isHtml ? WebUtility.HtmlEncode(text) : text;

    [GeneratedRegex(@"\s*\n\s*", RegexOptions.None, 1000)]
    private static partial Regex Lines();

    [GeneratedRegex(@"[ \t]+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\s*\v[\s\v]*", RegexOptions.None, 1000)]
    private static partial Regex Paragraphs();

    [GeneratedRegex(@"`+\d+", RegexOptions.None, 1000)]
    private static partial Regex Arity();
}
