using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CrackLab.Kernel.Completion;

/// <summary>What can stand where no dot goes before: names in scope, members to initialize, named arguments, keywords.</summary>
internal static class ScopeCandidates
{
    private static readonly string[] Contextual =
        ["and", "async", "await", "dynamic", "from", "get", "global", "init", "let", "nameof", "not", "or", "orderby", "record", "required", "select",
            "set", "var", "when", "where", "with", "yield"];

    /// <summary>Words of the language.</summary>
    public static IReadOnlyList<string> Keywords { get; } =
        [.. SyntaxFacts.GetReservedKeywordKinds().Select(SyntaxFacts.GetText).Concat(Contextual).Order(StringComparer.Ordinal)];

    /// <summary>The members that an object initializer can still set, where the cursor is in one.</summary>
    /// <param name="model">The cell's meaning.</param>
    /// <param name="before">The token before the word that is being typed.</param>
    /// <param name="position">The cursor.</param>
    public static IReadOnlyList<ISymbol> Initialized(SemanticModel model, SyntaxToken before, int position)
    {
        if (before.Kind() is not (SyntaxKind.OpenBraceToken or SyntaxKind.CommaToken)) return [];
        if (before.Parent is not InitializerExpressionSyntax initializer) return [];
        ITypeSymbol? type = initializer.Parent is ExpressionSyntax owner ? model.GetTypeInfo(owner).Type : null;
        if (type is null or IArrayTypeSymbol) return [];
        HashSet<string> set = [.. initializer.Expressions.OfType<AssignmentExpressionSyntax>().Select(assignment => assignment.Left.ToString())];
        bool isCollection = initializer.Expressions.Count > 0 && initializer.Expressions.All(item => item is not AssignmentExpressionSyntax and not IdentifierNameSyntax);
        if (isCollection) return [];
        return [.. model.LookupSymbols(position, type).Where(symbol => !symbol.IsStatic && !set.Contains(symbol.Name) && CanBeSet(symbol))];
    }

    /// <summary>The names of parameters that can still be given, where the cursor begins an argument.</summary>
    /// <param name="model">The cell's meaning.</param>
    /// <param name="before">The token before the word that is being typed.</param>
    public static IReadOnlyList<IParameterSymbol> Arguments(SemanticModel model, SyntaxToken before)
    {
        if (before.Kind() is not (SyntaxKind.OpenParenToken or SyntaxKind.CommaToken)) return [];
        if (before.Parent is not ArgumentListSyntax list) return [];
        HashSet<string> given = [.. list.Arguments.Select(argument => argument.NameColon?.Name.ToString() ?? "")];
        return [.. Called(model, list).OfType<IMethodSymbol>().SelectMany(method => method.Parameters)
            .Where(parameter => !given.Contains(parameter.Name))
            .DistinctBy(parameter => parameter.Name, StringComparer.Ordinal)];
    }

    /// <summary>The methods or constructors that a list of arguments may belong to.</summary>
    /// <param name="model">The cell's meaning.</param>
    /// <param name="list">The list.</param>
    public static IReadOnlyList<ISymbol> Called(SemanticModel model, BaseArgumentListSyntax list)
    {
        switch (list.Parent)
        {
            case InvocationExpressionSyntax call:
                IReadOnlyList<ISymbol> group = model.GetMemberGroup(call.Expression);
                return group.Count > 0 ? group : Found(model.GetSymbolInfo(call));
            case BaseObjectCreationExpressionSyntax creation when model.GetTypeInfo(creation).Type is INamedTypeSymbol type:
                return [.. type.InstanceConstructors.Where(constructor => model.IsAccessible(list.SpanStart, constructor))];
            default:
                return [];
        }
    }

    /// <summary>The names in scope.</summary>
    /// <param name="model">The cell's meaning.</param>
    /// <param name="before">The token before the word that is being typed.</param>
    /// <param name="position">The cursor.</param>
    public static IEnumerable<ISymbol> Names(SemanticModel model, SyntaxToken before, int position)
    {
        if (IsUsing(before, out bool isStatic))
        {
            return model.LookupNamespacesAndTypes(position).Where(symbol => isStatic || symbol is INamespaceSymbol);
        }

        if (before.IsKind(SyntaxKind.NewKeyword)) return model.LookupNamespacesAndTypes(position);
        return model.LookupSymbols(position).Where(symbol => symbol.ContainingType?.SpecialType != SpecialType.System_Object);
    }

    /// <summary>Whether words of the language can stand after a token.</summary>
    /// <param name="before">The token.</param>
    public static bool AllowsKeywords(SyntaxToken before) => !before.IsKind(SyntaxKind.NewKeyword) && !IsUsing(before, out _);

    /// <summary>The symbol that was found, or else those that could be meant.</summary>
    /// <param name="info">What the compiler found.</param>
    public static IReadOnlyList<ISymbol> Found(SymbolInfo info) => info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols;

    private static bool IsUsing(SyntaxToken before, out bool isStatic)
    {
        isStatic = before.IsKind(SyntaxKind.StaticKeyword);
        return before.Parent is UsingDirectiveSyntax && before.Kind() is SyntaxKind.UsingKeyword or SyntaxKind.StaticKeyword;
    }

    private static bool CanBeSet(ISymbol symbol) => symbol switch
    {
        IPropertySymbol { IsIndexer: false } property => property.SetMethod is { DeclaredAccessibility: Accessibility.Public } || IsCollection(property.Type),
        IFieldSymbol field => !field.IsReadOnly && !field.IsConst,
        _ => false,
    };

    private static bool IsCollection(ITypeSymbol type) =>
        type.SpecialType != SpecialType.System_String && type.GetMembers("Add").Length > 0;
}
