using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CrackLab.Kernel.Notebooks;

/// <summary>C# code as HTML with coloured words.</summary>
internal static class CodeHtml
{
    private static readonly CSharpParseOptions Script = CSharpParseOptions.Default.WithKind(SourceCodeKind.Script);

    /// <summary>The HTML of a piece of code; classes k (keyword), s (text), n (number), c (comment), p (directive).</summary>
    /// <param name="code">The code.</param>
    public static string Write(string code)
    {
        var html = new StringBuilder();
        foreach (SyntaxToken token in CSharpSyntaxTree.ParseText(code, Script).GetRoot().DescendantTokens())
        {
            Trivia(html, token.LeadingTrivia);
            Span(html, ClassOf(token), token.Text);
            Trivia(html, token.TrailingTrivia);
        }

        return html.ToString();
    }

    private static void Trivia(StringBuilder html, SyntaxTriviaList list)
    {
        foreach (SyntaxTrivia trivia in list)
        {
            string? name = trivia.IsDirective || trivia.IsKind(SyntaxKind.SkippedTokensTrivia) ? "p"
                : trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia) ? null
                : "c";
            Span(html, name, trivia.ToFullString());
        }
    }

    private static string? ClassOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => "n",
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringEndToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken => "s",
        _ when token.IsKeyword() || token.IsContextualKeyword() || token.Text is "var" => "k",
        _ => null,
    };

    private static void Span(StringBuilder html, string? name, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        string encoded = WebUtility.HtmlEncode(text);
        html.Append(name is null ? encoded : $"<span class=\"{name}\">{encoded}</span>");
    }
}
