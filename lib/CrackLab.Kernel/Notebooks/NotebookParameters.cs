using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CrackLab.Kernel.Notebooks;

/// <summary>Gives other values to the variables of the cell that is tagged "parameters".</summary>
/// <remarks>As papermill does it: a cell tagged "injected-parameters" behind the tagged one assigns the values.</remarks>
internal static class NotebookParameters
{
    private const string Tag = "parameters";
    private const string InjectedTag = "injected-parameters";
    private const string InjectedId = "injected-parameters";

    private static readonly CSharpParseOptions Script = CSharpParseOptions.Default.WithKind(SourceCodeKind.Script);

    /// <summary>Puts the assignments into the notebook; takes out those of an earlier run.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="values">Values as they were typed, by name.</param>
    /// <exception cref="InvalidDataException">The notebook has no such parameter, or the value does not fit.</exception>
    public static void Inject(NotebookFile notebook, string name, IReadOnlyDictionary<string, string> values)
    {
        foreach (NotebookCell old in notebook.Cells.Where(cell => cell.Tags.Contains(InjectedTag, StringComparer.Ordinal)).ToArray())
        {
            notebook.Remove(old);
        }

        if (values.Count == 0)
        {
            return;
        }

        NotebookCell cell = notebook.Cells.FirstOrDefault(cell => cell.Kind == CellKind.Code && cell.Tags.Contains(Tag, StringComparer.Ordinal))
            ?? throw new InvalidDataException(
                $"{name}: expected a cell tagged 'parameters' for {string.Join(", ", values.Keys)}, received none. Tag the cell that declares them.");
        Dictionary<string, bool> declared = Declared(cell.Source);
        IEnumerable<string> lines = values.Select(pair => declared.TryGetValue(pair.Key, out bool isText)
            ? $"{pair.Key} = {Literal(name, pair.Key, pair.Value, isText)};\n"
            : throw new InvalidDataException(
                $"{name}: expected one of its parameters ({string.Join(", ", declared.Keys)}), received '{pair.Key}'. Correct the name."));
        notebook.Insert(
            notebook.Cells.TakeWhile(other => other != cell).Count() + 1,
            NotebookCell.Code(InjectedId, string.Concat(lines).TrimEnd('\n'), InjectedTag));
    }

    /// <summary>The variables that a cell declares, with whether each holds text.</summary>
    private static Dictionary<string, bool> Declared(string source)
    {
        Dictionary<string, bool> declared = new(StringComparer.Ordinal);
        SyntaxNode root = CSharpSyntaxTree.ParseText(source, Script).GetRoot();
        foreach (VariableDeclarationSyntax declaration in root.DescendantNodes().OfType<VariableDeclarationSyntax>())
        {
            foreach (VariableDeclaratorSyntax variable in declaration.Variables)
            {
                bool saysText = declaration.Type is PredefinedTypeSyntax type && type.Keyword.IsKind(SyntaxKind.StringKeyword);
                bool holdsText = declaration.Type.IsVar
                    && variable.Initializer?.Value.Kind() is SyntaxKind.StringLiteralExpression or SyntaxKind.InterpolatedStringExpression;
                declared[variable.Identifier.ValueText] = saysText || holdsText;
            }
        }

        return declared;
    }

    private static string Literal(string notebook, string name, string value, bool isText)
    {
        if (isText)
        {
            return SymbolDisplay.FormatLiteral(value, quote: true);
        }

        ExpressionSyntax expression = SyntaxFactory.ParseExpression(value);
        return !expression.ContainsDiagnostics && expression.FullSpan.Length == value.Length && value.Length > 0
            ? value
            : throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"{notebook}: expected a C# value for '{name}', received '{value}'. Write it as in code, such as 5, 0.001 or true."));
    }
}
