using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CrackLab.Kernel.Completion;

/// <summary>What can follow a dot.</summary>
internal static class MemberCandidates
{
    /// <summary>The members of what stands before a dot.</summary>
    /// <param name="model">The cell's meaning.</param>
    /// <param name="dot">The dot.</param>
    /// <param name="position">The cursor.</param>
    public static IEnumerable<ISymbol> Find(SemanticModel model, SyntaxToken dot, int position) => dot.Parent switch
    {
        MemberAccessExpressionSyntax access => OfExpression(model, access.Expression, position),
        MemberBindingExpressionSyntax binding => OfConditional(model, binding, position),
        QualifiedNameSyntax name => OfName(model, name.Left, position),
        _ => [],
    };

    private static IEnumerable<ISymbol> OfConditional(SemanticModel model, MemberBindingExpressionSyntax binding, int position)
    {
        ConditionalAccessExpressionSyntax? access = binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>()
            .FirstOrDefault(candidate => candidate.WhenNotNull.Span.Contains(binding.SpanStart));
        return access is null ? [] : OfType(model, WithoutNull(model.GetTypeInfo(access.Expression).Type), position);
    }

    private static IEnumerable<ISymbol> OfName(SemanticModel model, NameSyntax name, int position)
    {
        if (model.GetSymbolInfo(name).Symbol is INamespaceOrTypeSymbol container) return Inside(model, container, position);
        ExpressionSyntax expression = SyntaxFactory.ParseExpression(name.ToString());
        if (model.GetSpeculativeSymbolInfo(name.SpanStart, expression, SpeculativeBindingOption.BindAsExpression).Symbol is INamespaceOrTypeSymbol known)
        {
            return Inside(model, known, position);
        }

        return OfType(model, model.GetSpeculativeTypeInfo(name.SpanStart, expression, SpeculativeBindingOption.BindAsExpression).Type, position);
    }

    private static IEnumerable<ISymbol> OfExpression(SemanticModel model, ExpressionSyntax expression, int position)
    {
        ISymbol? symbol = model.GetSymbolInfo(expression).Symbol;
        if (symbol is IAliasSymbol alias) symbol = alias.Target;
        if (symbol is INamespaceOrTypeSymbol container and not ITypeParameterSymbol) return Inside(model, container, position);
        ITypeSymbol? type = model.GetTypeInfo(expression).Type;
        IEnumerable<ISymbol> members = OfType(model, type, position);

        // "Color.": the name of a member may be its type's as well; then both kinds of members follow.
        bool isBoth = type is INamedTypeSymbol && expression is IdentifierNameSyntax name
            && string.Equals(type.Name, name.Identifier.ValueText, StringComparison.Ordinal);
        return isBoth ? members.Concat(Inside(model, type!, position)) : members;
    }

    private static IEnumerable<ISymbol> Inside(SemanticModel model, INamespaceOrTypeSymbol container, int position) =>
        container is INamespaceSymbol
            ? model.LookupNamespacesAndTypes(position, container)
            : model.LookupSymbols(position, container)
                .Where(symbol => symbol.IsStatic || symbol is INamedTypeSymbol)
                .Where(symbol => symbol.ContainingType?.SpecialType != SpecialType.System_Object || container.Name is "Object");

    private static IEnumerable<ISymbol> OfType(SemanticModel model, ITypeSymbol? type, int position)
    {
        if (type is null or IErrorTypeSymbol || type.SpecialType == SpecialType.System_Void) return [];
        return model.LookupSymbols(position, type, includeReducedExtensionMethods: true)
            .Where(symbol => !symbol.IsStatic && symbol is not INamedTypeSymbol);
    }

    private static ITypeSymbol? WithoutNull(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
}
