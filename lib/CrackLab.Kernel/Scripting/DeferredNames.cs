using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CrackLab.Kernel.Scripting;

/// <summary>The names that a cell uses in code that may run after the cell has ended: functions, lambdas, queries, types.</summary>
internal static class DeferredNames
{
    /// <summary>The names.</summary>
    /// <param name="tree">The cell.</param>
    public static IReadOnlySet<string> Of(SyntaxTree tree)
    {
        IEnumerable<SyntaxNode> deferred = tree.GetRoot().DescendantNodes().Where(node =>
            node is AnonymousFunctionExpressionSyntax or QueryExpressionSyntax or LocalFunctionStatementSyntax
                || (node is MemberDeclarationSyntax and not GlobalStatementSyntax and not FieldDeclarationSyntax));
        return deferred.SelectMany(node => node.DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(token => token.ValueText)
            .ToHashSet(StringComparer.Ordinal);
    }
}
