using System.Globalization;
using Microsoft.CodeAnalysis;

namespace CrackLab.Kernel.Completion;

/// <summary>What a symbol is, in one line.</summary>
internal static class SymbolDescription
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeDefaultValue)
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers)
        .WithKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword);

    /// <summary>Its declaration, such as <c>string string.Trim()</c>.</summary>
    /// <param name="symbol">The symbol.</param>
    public static string Signature(ISymbol symbol)
    {
        if (symbol is IFieldSymbol { ContainingType.IsScriptClass: true } variable) return $"{Minimal(variable.Type)} {variable.Name}";
        if (symbol is IMethodSymbol { ContainingType.IsScriptClass: true } function)
        {
            return function.ToDisplayString(Format.RemoveMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType));
        }

        return symbol.ToDisplayString(Format);
    }

    /// <summary>Its declaration, and how many more go by its name.</summary>
    /// <param name="symbols">All of one name.</param>
    public static string Signature(IReadOnlyList<ISymbol> symbols)
    {
        string first = Signature(symbols[0]);
        return symbols.Count == 1 ? first : string.Create(CultureInfo.InvariantCulture, $"{first} (+ {symbols.Count - 1} overloads)");
    }

    /// <summary>Its kind in the words of Jupyter's front ends.</summary>
    /// <param name="symbol">The symbol.</param>
    public static string Kind(ISymbol symbol) => symbol switch
    {
        INamespaceSymbol => "module",
        IMethodSymbol { ContainingType.IsScriptClass: true } or IMethodSymbol { MethodKind: MethodKind.LocalFunction } => "function",
        IMethodSymbol => "method",
        IPropertySymbol => "property",
        IEventSymbol => "event",
        IFieldSymbol { ContainingType.IsScriptClass: true } or ILocalSymbol or IParameterSymbol or IRangeVariableSymbol => "variable",
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => "value",
        IFieldSymbol => "field",
        INamedTypeSymbol { TypeKind: TypeKind.Interface } => "interface",
        INamedTypeSymbol { TypeKind: TypeKind.Enum } => "enum",
        INamedTypeSymbol { TypeKind: TypeKind.Struct } => "struct",
        ITypeSymbol => "class",
        _ => "text",
    };

    private static string Minimal(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
