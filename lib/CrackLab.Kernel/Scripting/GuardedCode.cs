using System.Text;
using CrackLab.Kernel.Interactive;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CrackLab.Kernel.Scripting;

/// <summary>Puts calls of <see cref="CellGuard"/> into the loops and functions of a cell, without moving a line.</summary>
/// <remarks>
/// The runtime can't stop a thread from outside without a risk to the whole process, and an overflow of the stack ends
/// it for certain; so the cell's own code looks. Lambdas that are a mere expression stay as they are: they may be
/// meant as expression trees.
/// </remarks>
internal sealed class GuardedCode
{
    private const string Guard = "global::CrackLab.Kernel.Interactive." + nameof(CellGuard) + ".";
    private const string Step = Guard + nameof(CellGuard.Step) + "();";
    private const string Enter = Guard + nameof(CellGuard.Enter) + "();";

    private readonly List<(int Start, int End, string Text)> _edits = [];

    private GuardedCode()
    {
    }

    /// <summary>The cell with its guards; the same tree where it needs none or can't be read.</summary>
    /// <param name="tree">The cell.</param>
    public static SyntaxTree Of(SyntaxTree tree)
    {
        SyntaxNode root = tree.GetRoot();
        if (root.ContainsDiagnostics) return tree;
        var guarded = new GuardedCode();
        foreach (SyntaxNode node in root.DescendantNodes()) guarded.Visit(node);
        return guarded._edits.Count == 0 ? tree : SubmissionChain.Parse(guarded.Apply(root.ToFullString()), tree.FilePath);
    }

    private void Visit(SyntaxNode node)
    {
        switch (node)
        {
            case WhileStatementSyntax loop:
                Body(loop.Statement);
                break;
            case DoStatementSyntax loop:
                Body(loop.Statement);
                break;
            case ForStatementSyntax loop:
                Body(loop.Statement);
                break;
            case CommonForEachStatementSyntax loop:
                Body(loop.Statement);
                break;
            case GotoStatementSyntax jump:
                Body(jump);
                break;
            case AnonymousFunctionExpressionSyntax { Block: { } block }:
                Begin(block, Enter);
                break;
            case LocalFunctionStatementSyntax function:
                Function(function.Body, function.ExpressionBody, function.SemicolonToken, !GivesNothing(function.ReturnType, function.Modifiers));
                break;
            case MethodDeclarationSyntax method:
                Function(method.Body, method.ExpressionBody, method.SemicolonToken, !GivesNothing(method.ReturnType, method.Modifiers));
                break;
            case ConstructorDeclarationSyntax constructor:
                Function(constructor.Body, constructor.ExpressionBody, constructor.SemicolonToken, hasValue: false);
                break;
            case OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax:
                var conversion = (BaseMethodDeclarationSyntax)node;
                Function(conversion.Body, conversion.ExpressionBody, conversion.SemicolonToken, !conversion.Modifiers.Any(SyntaxKind.VoidKeyword));
                break;
            case AccessorDeclarationSyntax accessor:
                Function(accessor.Body, accessor.ExpressionBody, accessor.SemicolonToken, accessor.IsKind(SyntaxKind.GetAccessorDeclaration));
                break;
            case PropertyDeclarationSyntax { ExpressionBody: { } getter } property:
                Expression(getter, property.SemicolonToken, "{get{", "}}", hasValue: true);
                break;
            case IndexerDeclarationSyntax { ExpressionBody: { } getter } indexer:
                Expression(getter, indexer.SemicolonToken, "{get{", "}}", hasValue: true);
                break;
        }
    }

    private void Body(StatementSyntax statement)
    {
        if (statement is BlockSyntax block)
        {
            Begin(block, Step);
            return;
        }

        Insert(statement.SpanStart, "{" + Step);
        Insert(statement.Span.End, "}");
    }

    private void Function(BlockSyntax? body, ArrowExpressionClauseSyntax? expression, SyntaxToken semicolon, bool hasValue)
    {
        if (body is not null) Begin(body, Enter);
        else if (expression is not null) Expression(expression, semicolon, "{", "}", hasValue);
    }

    private void Expression(ArrowExpressionClauseSyntax arrow, SyntaxToken semicolon, string opening, string closing, bool hasValue)
    {
        bool isReturned = hasValue && arrow.Expression is not ThrowExpressionSyntax;
        _edits.Add((arrow.ArrowToken.SpanStart, arrow.ArrowToken.Span.End, opening + Enter + (isReturned ? "return " : "")));
        Insert(semicolon.Span.End, closing);
    }

    private void Begin(BlockSyntax block, string call) => Insert(block.OpenBraceToken.Span.End, call);

    private void Insert(int position, string text) => _edits.Add((position, position, text));

    private string Apply(string code)
    {
        var text = new StringBuilder(code.Length + (_edits.Count * Enter.Length));
        int copied = 0;
        foreach ((int start, int end, string inserted) in _edits.OrderBy(edit => edit.Start))
        {
            text.Append(code, copied, start - copied).Append(inserted);
            copied = end;
        }

        return text.Append(code, copied, code.Length - copied).ToString();
    }

    private static bool GivesNothing(TypeSyntax type, SyntaxTokenList modifiers) =>
        type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
        || (modifiers.Any(SyntaxKind.AsyncKeyword) && type is not GenericNameSyntax and not QualifiedNameSyntax { Right: GenericNameSyntax });
}
