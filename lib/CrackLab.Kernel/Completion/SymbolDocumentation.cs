using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace CrackLab.Kernel.Completion;

/// <summary>The documentation comment of a symbol, or of what it inherits it from.</summary>
internal static class SymbolDocumentation
{
    private const int Deepest = 8;

    /// <summary>The comment's XML, or <see langword="null"/> where there is none.</summary>
    /// <param name="symbol">The symbol.</param>
    public static XElement? Of(ISymbol symbol) => Of(symbol, 0);

    /// <summary>The summary's first sentence, or nothing.</summary>
    /// <param name="symbol">The symbol.</param>
    public static string Sentence(ISymbol symbol)
    {
        if (Of(symbol)?.Element("summary") is not { } summary) return "";
        string text = DocumentationText.Render(summary, isHtml: false).ReplaceLineEndings(" ");
        int end = text.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 1)];
    }

    private static XElement? Of(ISymbol symbol, int depth)
    {
        ISymbol original = symbol is IMethodSymbol { ReducedFrom: { } full } ? full.OriginalDefinition : symbol.OriginalDefinition;
        XElement? comment = Parse(original.GetDocumentationCommentXml());
        bool inherits = comment?.DescendantsAndSelf("inheritdoc").Any() ?? false;
        if (comment is not null && (comment.Element("summary") is not null || !inherits)) return comment;
        if (!inherits || depth >= Deepest) return comment;
        return Inherited(original).Select(parent => Of(parent, depth + 1)).FirstOrDefault(found => found is not null) ?? comment;
    }

    private static IEnumerable<ISymbol> Inherited(ISymbol symbol)
    {
        ISymbol? overridden = symbol switch
        {
            IMethodSymbol method => method.OverriddenMethod,
            IPropertySymbol property => property.OverriddenProperty,
            INamedTypeSymbol type => type.BaseType,
            _ => null,
        };
        if (overridden is not null) yield return overridden;
        if (symbol.ContainingType is not { } owner) yield break;
        foreach (ISymbol member in owner.AllInterfaces.SelectMany(contract => contract.GetMembers(symbol.Name)))
        {
            if (SymbolEqualityComparer.Default.Equals(owner.FindImplementationForInterfaceMember(member), symbol)) yield return member;
        }
    }

    private static XElement? Parse(string? xml)
    {
        if (string.IsNullOrWhiteSpace(xml)) return null;
        try
        {
            return XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
