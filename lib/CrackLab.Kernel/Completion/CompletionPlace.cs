using CrackLab.Kernel.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CrackLab.Kernel.Completion;

/// <summary>The place in a cell where something is about to be typed.</summary>
/// <param name="Code">The cell's C# code, without magics and directives.</param>
/// <param name="Start">Where the word begins that is being typed.</param>
/// <param name="Position">The cursor.</param>
internal sealed record CompletionPlace(string Code, int Start, int Position)
{
    /// <summary>What is typed already.</summary>
    public string Prefix => Code[Start..Position];

    /// <summary>The place of a cursor.</summary>
    /// <param name="code">The code.</param>
    /// <param name="position">The cursor.</param>
    public static CompletionPlace Of(string code, int position)
    {
        int start = position;
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(code[start - 1])) start--;
        return new CompletionPlace(code, start, position);
    }

    /// <summary>Where the dot stands that a member follows, or -1.</summary>
    public int Dot()
    {
        int at = Before(Start);
        if (at < 0 || Code[at] != '.') return -1;
        bool isRange = at > 0 && Code[at - 1] == '.';
        return isRange ? -1 : at;
    }

    /// <summary>The code as a tree; what follows an unfinished member access on later lines does not run into it.</summary>
    /// <param name="endsStatement">Whether to end the statement at the cursor, where nothing more stands on its line.</param>
    public SyntaxTree Tree(bool endsStatement)
    {
        int end = Code.IndexOf('\n', Position);
        ReadOnlySpan<char> rest = end < 0 ? Code.AsSpan(Position) : Code.AsSpan(Position..end);
        string code = endsStatement && rest.IsWhiteSpace() ? Code[..Position] + ";" + Code[Position..] : Code;
        return SubmissionChain.Parse(code, "completion");
    }

    /// <summary>Whether the cursor is in a comment, a string or a number, where no names stand.</summary>
    /// <param name="root">The tree's root.</param>
    public bool IsInText(SyntaxNode root)
    {
        if (Position == 0) return false;
        if (Prefix.Length > 0 && char.IsAsciiDigit(Prefix[0])) return true;
        SyntaxTrivia trivia = root.FindTrivia(Position - 1);
        if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.DisabledTextTrivia) return true;
        if (trivia.Kind() is SyntaxKind.MultiLineCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia)
        {
            return Position < trivia.FullSpan.End || !trivia.ToFullString().EndsWith("*/", StringComparison.Ordinal);
        }

        SyntaxToken token = root.FindToken(Position - 1);
        bool isText = token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedVerbatimStringStartToken;
        if (!isText || token.SpanStart >= Position) return false;
        bool isOpen = token.GetDiagnostics().Any() || token.Kind() is SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedVerbatimStringStartToken;
        return Position < token.Span.End || isOpen;
    }

    /// <summary>The last place before one where no blank stands, or -1.</summary>
    /// <param name="position">The place.</param>
    public int Before(int position)
    {
        int at = position - 1;
        while (at >= 0 && char.IsWhiteSpace(Code[at])) at--;
        return at;
    }
}
