using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Magics;
using CrackLab.Kernel.Scripting;
using Microsoft.CodeAnalysis;

namespace CrackLab.Kernel.Completion;

/// <summary>Finds ways to go on typing.</summary>
/// <param name="chain">The cells so far.</param>
internal sealed class Completer(SubmissionChain chain)
{
    /// <summary>Most items that carry documentation, as that takes time to read.</summary>
    private const int MostDocumented = 60;

    /// <summary>Most items that carry a declaration.</summary>
    private const int MostSigned = 200;

    /// <summary>The ways to go on at a place, in an order that depends on nothing but the code.</summary>
    /// <param name="code">The cell's text.</param>
    /// <param name="position">The cursor.</param>
    public CompletionList Complete(string code, int position)
    {
        if (TextCompletion.Find(code, position) is { } found) return found;
        (_, string rest) = Directives.Extract(CellSplitter.CodeOnly(code));
        bool isOfMagic = position > 0 && !char.IsWhiteSpace(code[position - 1]) && rest[position - 1] == ' ';
        if (isOfMagic) return new CompletionList(position, position, []);
        CompletionPlace place = CompletionPlace.Of(rest, position);
        int dot = place.Dot();
        SyntaxTree tree = place.Tree(endsStatement: dot >= 0);
        SyntaxNode root = tree.GetRoot();
        if (place.IsInText(root)) return new CompletionList(position, position, []);
        SemanticModel model = chain.Bind(tree).GetSemanticModel(tree);
        IReadOnlyList<CompletionItem> items = dot >= 0
            ? Items(MemberCandidates.Find(model, root.FindToken(dot), place.Position), place.Prefix, [], [])
            : InScope(model, root, place);
        return new CompletionList(place.Start, position, items);
    }

    private static IReadOnlyList<CompletionItem> InScope(SemanticModel model, SyntaxNode root, CompletionPlace place)
    {
        int at = place.Before(place.Start);
        SyntaxToken before = at < 0 ? default : root.FindToken(at);
        IReadOnlyList<ISymbol> members = ScopeCandidates.Initialized(model, before, place.Position);
        if (members.Count > 0) return Items(members, place.Prefix, [], []);
        IReadOnlyList<string> keywords = ScopeCandidates.AllowsKeywords(before) ? ScopeCandidates.Keywords : [];
        return Items(
            ScopeCandidates.Names(model, before, place.Position), place.Prefix, keywords, ScopeCandidates.Arguments(model, before));
    }

    private static List<CompletionItem> Items(
        IEnumerable<ISymbol> symbols, string prefix, IReadOnlyList<string> keywords, IReadOnlyList<IParameterSymbol> arguments)
    {
        var candidates = symbols
            .Where(symbol => symbol.CanBeReferencedByName && Matches(symbol.Name, prefix) && IsMeantForPeople(symbol))
            .GroupBy(symbol => symbol.Name, StringComparer.Ordinal)
            .Select(group => (Text: group.Key, Rank: RankOf(group.First()), Symbols: group.ToList()))
            .Concat(keywords.Where(word => Matches(word, prefix)).Select(word => (Text: word, Rank: 2, Symbols: new List<ISymbol>())))
            .Concat(arguments.Where(argument => Matches(argument.Name, prefix)).Select(argument => (Text: argument.Name + ":", Rank: 0, Symbols: new List<ISymbol> { argument })))
            .OrderBy(candidate => candidate.Text.StartsWith(prefix, StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(candidate => candidate.Rank)
            .ThenBy(candidate => candidate.Text, StringComparer.OrdinalIgnoreCase)
            .ThenBy(candidate => candidate.Text, StringComparer.Ordinal)
            .DistinctBy(candidate => candidate.Text, StringComparer.Ordinal);
        var items = new List<CompletionItem>();
        foreach ((string text, _, List<ISymbol> named) in candidates)
        {
            if (named.Count == 0)
            {
                items.Add(new CompletionItem(text, "keyword", "", ""));
                continue;
            }

            items.Add(new CompletionItem(
                text,
                SymbolDescription.Kind(named[0]),
                items.Count < MostSigned ? SymbolDescription.Signature(named) : "",
                items.Count < MostDocumented ? SymbolDocumentation.Sentence(named[0]) : ""));
        }

        return items;
    }

    private static bool Matches(string name, string prefix) => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static int RankOf(ISymbol symbol) =>
        symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol || symbol.ContainingType is { IsScriptClass: true } ? 1 : 2;

    private static bool IsMeantForPeople(ISymbol symbol) => !symbol.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.Name is "EditorBrowsableAttribute" && attribute.ConstructorArguments is [{ Value: 1 }, ..]);
}
