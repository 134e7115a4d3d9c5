using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace CrackLab.Kernel.Scripting;

/// <summary>The XML documentation beside an assembly, read when first asked for and kept as one text with an index.</summary>
/// <param name="assemblyPath">The assembly's path; its documentation has the same name with ".xml".</param>
internal sealed class DocumentationFile(string assemblyPath) : DocumentationProvider
{
    private readonly Lock _gate = new();
    private string _text = "";
    private Dictionary<string, Range>? _members;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(assemblyPath);

    /// <inheritdoc/>
    protected override string? GetDocumentationForSymbol(
        string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _members ??= Index();
            return _members.TryGetValue(documentationMemberID, out Range range) ? _text[range] : "";
        }
    }

    private Dictionary<string, Range> Index()
    {
        const string open = "<member name=\"", close = "</member>";
        var members = new Dictionary<string, Range>(StringComparer.Ordinal);
        try
        {
            _text = File.ReadAllText(Path.ChangeExtension(assemblyPath, ".xml"), Encoding.UTF8);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return members;
        }

        for (int start = Find(open, 0); start >= 0;)
        {
            int name = start + open.Length, nameEnd = Find("\"", name), end = nameEnd < 0 ? -1 : Find(close, nameEnd);
            if (end < 0) break;
            members[_text[name..nameEnd]] = start..(end + close.Length);
            start = Find(open, end);
        }

        return members;
    }

    private int Find(string what, int from) => _text.IndexOf(what, from, StringComparison.Ordinal);
}
