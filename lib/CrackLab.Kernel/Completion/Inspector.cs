using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using CrackLab.Kernel.Formatting;
using CrackLab.Kernel.Magics;
using CrackLab.Kernel.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CrackLab.Kernel.Completion;

/// <summary>Tells what a name is.</summary>
/// <param name="chain">The cells so far.</param>
internal sealed class Inspector(SubmissionChain chain)
{
    private const int MostOverloads = 8;

    /// <summary>What the name at a place is, or the method whose arguments are being typed there.</summary>
    /// <param name="code">The cell's text.</param>
    /// <param name="position">The cursor.</param>
    public MimeBundle? Inspect(string code, int position)
    {
        (_, string rest) = Directives.Extract(CellSplitter.CodeOnly(code));
        SyntaxTree tree = SubmissionChain.Parse(rest, "inspection");
        SyntaxNode root = tree.GetRoot();
        SemanticModel model = chain.Bind(tree).GetSemanticModel(tree);
        IReadOnlyList<ISymbol> symbols = At(model, root, position, rest);
        return symbols.Count == 0 ? null : Describe(symbols);
    }

    private static IReadOnlyList<ISymbol> At(SemanticModel model, SyntaxNode root, int position, string code)
    {
        int word = position < code.Length && SyntaxFacts.IsIdentifierPartCharacter(code[position]) ? position : Math.Max(0, position - 1);
        SyntaxToken token = root.FindToken(word);
        bool isName = token.Span.Contains(word) && (token.IsKind(SyntaxKind.IdentifierToken) || SyntaxFacts.IsPredefinedType(token.Kind()));
        if (isName && token.Parent is { } node)
        {
            IReadOnlyList<ISymbol> found = OfNode(model, node);
            if (found.Count > 0) return found;
        }

        SyntaxToken inner = root.FindToken(Math.Max(0, position - 1));
        ArgumentListSyntax? list = inner.Parent?.AncestorsAndSelf().OfType<ArgumentListSyntax>()
            .FirstOrDefault(candidate => candidate.OpenParenToken.Span.End <= position
                && (candidate.CloseParenToken.IsMissing || position <= candidate.CloseParenToken.SpanStart));
        return list is null ? [] : ScopeCandidates.Called(model, list);
    }

    private static IReadOnlyList<ISymbol> OfNode(SemanticModel model, SyntaxNode node)
    {
        if (model.GetDeclaredSymbol(node) is { } declared) return [declared];
        SymbolInfo info = model.GetSymbolInfo(node);
        IReadOnlyList<ISymbol> group = model.GetMemberGroup(node);
        if (info.Symbol is { } symbol && symbol is not INamedTypeSymbol)
        {
            return [symbol, .. group.Where(other => !SymbolEqualityComparer.Default.Equals(other, symbol))];
        }

        return info.Symbol is not null ? [info.Symbol] : group.Count > 0 ? group : info.CandidateSymbols;
    }

    /// <summary>Signature and documentation first: a small tooltip shows only the beginning. Overloads follow.</summary>
    private static MimeBundle Describe(IReadOnlyList<ISymbol> symbols)
    {
        var text = new StringBuilder();
        var html = new StringBuilder("<div>");
        Append(SymbolDescription.Signature(symbols[0]), text, html);
        XElement? documentation = symbols.Select(SymbolDocumentation.Of).FirstOrDefault(found => found?.Element("summary") is not null);
        if (documentation is not null) Append(documentation, text, html);
        if (symbols.Count > 1)
        {
            text.AppendLine().AppendLine("Overloads:");
            html.Append("<p><b>Overloads</b>:</p>");
        }

        foreach (ISymbol symbol in symbols.Skip(1).Take(MostOverloads - 1))
        {
            Append(SymbolDescription.Signature(symbol), text, html);
        }

        if (symbols.Count > MostOverloads)
        {
            string more = string.Create(CultureInfo.InvariantCulture, $"… and {symbols.Count - MostOverloads} more");
            text.AppendLine(more);
            html.Append("<p>").Append(more).Append("</p>");
        }

        html.Append("</div>");
        return new MimeBundle(new Dictionary<string, JsonNode>(StringComparer.Ordinal)
        {
            [MimeBundle.PlainText] = JsonValue.Create(text.ToString().TrimEnd()),
            [MimeBundle.Html] = JsonValue.Create(html.ToString()),
        });
    }

    private static void Append(string signature, StringBuilder text, StringBuilder html)
    {
        text.AppendLine(signature);
        html.Append("<pre>").Append(WebUtility.HtmlEncode(signature)).Append("</pre>");
    }

    private static void Append(XElement documentation, StringBuilder text, StringBuilder html)
    {
        Append(documentation.Element("summary"), "", text, html);
        foreach (XElement parameter in documentation.Elements("param"))
        {
            Append(parameter, parameter.Attribute("name")?.Value ?? "", text, html);
        }

        Append(documentation.Element("returns"), "Returns", text, html);
        foreach (XElement exception in documentation.Elements("exception"))
        {
            string type = exception.Attribute("cref")?.Value.Split('.', ':')[^1] ?? "";
            Append(exception, "Throws " + type, text, html);
        }

        Append(documentation.Element("remarks"), "Remarks", text, html);
    }

    private static void Append(XElement? part, string title, StringBuilder text, StringBuilder html)
    {
        if (part is null) return;
        string plain = DocumentationText.Render(part, isHtml: false);
        if (plain.Length == 0) return;
        if (title.Length == 0) text.AppendLine();
        text.AppendLine(title.Length == 0 ? plain : $"{title}: {plain}");
        string heading = title.Length == 0 ? "" : $"<b>{WebUtility.HtmlEncode(title)}</b>: ";
        html.Append("<p>").Append(heading).Append(DocumentationText.Render(part, isHtml: true)).Append("</p>");
    }
}
