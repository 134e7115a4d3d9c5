using System.Collections;
using System.Globalization;
using System.Net;
using System.Text;

namespace CrackLab.Kernel.Formatting;

/// <summary>Writes sequences as tables and objects as trees that open, in HTML that takes its colours from the page.</summary>
internal sealed class HtmlFormat
{
    private const string Opening =
        "<div class=\"csharp-value\"><style>.csharp-value table th,.csharp-value table td{text-align:left;vertical-align:top}</style>";

    private readonly StringBuilder _html = new();
    private readonly HashSet<object> _open = new(ReferenceEqualityComparer.Instance);

    private HtmlFormat()
    {
    }

    /// <summary>The HTML of a value; <see langword="null"/> where plain text says it all.</summary>
    /// <param name="value">The value.</param>
    public static string? Write(object? value)
    {
        if (value is null || ValueKinds.Of(value) == ValueKind.Scalar)
        {
            return null;
        }

        if (value is Excerpt { IsDictionary: false } excerpt && excerpt.Items.All(IsScalar))
        {
            return null;
        }

        var format = new HtmlFormat();
        format._html.Append(Opening);
        format.Value(value, 0);
        format._html.Append("</div>");
        return format._html.ToString();
    }

    private void Value(object? value, int depth)
    {
        ValueKind kind = value is null ? ValueKind.Scalar : ValueKinds.Of(value);
        if (kind == ValueKind.Scalar)
        {
            Text(value);
            return;
        }

        if (!_open.Add(value!))
        {
            Text($"{TypeNames.Of(value!.GetType())} (shown above)");
            return;
        }

        if (depth >= FormatLimits.Depth || _html.Length > FormatLimits.OpeningCharacters)
        {
            Text(PlainTextFormat.TellsItself(value!.GetType()) && kind == ValueKind.Object
                ? PlainTextFormat.Scalar(value) : TypeNames.Of(value.GetType()));
        }
        else if (kind == ValueKind.Object)
        {
            Tree(value!, depth);
        }
        else
        {
            Table((IEnumerable)value!, kind, depth);
        }

        _open.Remove(value!);
    }

    /// <summary>A sequence: one row an element; a column for each member where the elements have members.</summary>
    private void Table(IEnumerable sequence, ValueKind kind, int depth)
    {
        Excerpt excerpt = sequence as Excerpt ?? Excerpt.Of(sequence, depth == 0 ? FormatLimits.Rows : FormatLimits.NestedRows);
        if (excerpt.Items.Count == 0)
        {
            Text(excerpt.Rest is null ? "(empty)" : $"({excerpt.Rest})");
            return;
        }

        if (depth > 0 && kind == ValueKind.Sequence && excerpt.Items.All(IsScalar))
        {
            Text(string.Join(", ", excerpt.Items.Select(item => PlainTextFormat.Scalar(item))) + (excerpt.Rest is null ? "" : $" … ({excerpt.Rest})"));
            return;
        }

        List<string> columns = [];
        foreach (object? item in excerpt.Items.Where(item => !IsScalar(item) && ValueKinds.Of(item!) == ValueKind.Object))
        {
            columns.AddRange(MemberReader.MembersOf(item!.GetType()).Select(member => member.Name).Where(name => !columns.Contains(name, StringComparer.Ordinal)));
        }

        bool hasBare = columns.Count == 0 || excerpt.Items.Any(item => IsScalar(item) || ValueKinds.Of(item!) != ValueKind.Object);
        columns = [.. columns.Take(FormatLimits.Members)];
        _html.Append("<table><thead><tr>");
        Head(kind == ValueKind.Dictionary ? [] : ["#"]);
        Head(kind == ValueKind.Dictionary ? ["Key", "Value"] : [.. columns, .. hasBare ? ["value"] : Array.Empty<string>()]);
        _html.Append("</tr></thead><tbody>");
        for (int i = 0; i < excerpt.Items.Count; i++)
        {
            Row(i, excerpt.Items[i], kind == ValueKind.Dictionary ? null : columns, hasBare, depth);
        }

        _html.Append("</tbody></table>");
        if (excerpt.Rest is { } rest)
        {
            _html.Append(CultureInfo.InvariantCulture, $"<div>… {WebUtility.HtmlEncode(rest)}</div>");
        }
    }

    private void Head(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            _html.Append("<th>").Append(WebUtility.HtmlEncode(name)).Append("</th>");
        }
    }

    private void Row(int index, object? item, List<string>? columns, bool hasBare, int depth)
    {
        _html.Append("<tr>");
        if (columns is null)
        {
            (object? key, object? value) = KeyAndValue(item);
            Cell(key, depth);
            Cell(value, depth);
        }
        else
        {
            Cell(index, depth);
            bool isObject = !IsScalar(item) && ValueKinds.Of(item!) == ValueKind.Object;
            IReadOnlyList<Member> members = isObject ? MemberReader.MembersOf(item!.GetType()) : [];
            foreach (string column in columns)
            {
                Member? member = members.FirstOrDefault(member => string.Equals(member.Name, column, StringComparison.Ordinal));
                if (member is null)
                {
                    _html.Append("<td></td>");
                }
                else
                {
                    Cell(member.Read(item!), depth);
                }
            }

            if (hasBare)
            {
                Cell(isObject ? "" : item, depth);
            }
        }

        _html.Append("</tr>");
    }

    private void Cell(object? value, int depth)
    {
        _html.Append("<td>");
        Value(value, depth + 1);
        _html.Append("</td>");
    }

    /// <summary>An object: its type or text, opening to its members.</summary>
    private void Tree(object value, int depth)
    {
        Type type = value.GetType();
        string summary = PlainTextFormat.TellsItself(type) ? PlainTextFormat.Scalar(value) : TypeNames.Of(type);
        _html.Append(depth == 0 ? "<details open><summary>" : "<details><summary>")
            .Append("<code>").Append(Encode(summary, 200)).Append("</code></summary><table><tbody>");
        IReadOnlyList<Member> members = MemberReader.MembersOf(type);
        foreach (Member member in members.Take(FormatLimits.Members))
        {
            _html.Append("<tr><th>").Append(WebUtility.HtmlEncode(member.Name)).Append("</th>");
            Cell(member.Read(value), depth);
            _html.Append("</tr>");
        }

        _html.Append("</tbody></table>");
        if (members.Count > FormatLimits.Members)
        {
            _html.Append(CultureInfo.InvariantCulture, $"<div>… and {members.Count - FormatLimits.Members} more members</div>");
        }

        _html.Append("</details>");
    }

    private void Text(object? value) => _html.Append(Encode(PlainTextFormat.Scalar(value), FormatLimits.NestedCharacters));

    private static string Encode(string text, int most) => WebUtility.HtmlEncode(PlainTextFormat.Cut(text, most));

    private static bool IsScalar(object? value) => value is null || ValueKinds.Of(value) == ValueKind.Scalar;

    private static (object? Key, object? Value) KeyAndValue(object? item)
    {
        if (item is DictionaryEntry entry)
        {
            return (entry.Key, entry.Value);
        }

        IReadOnlyList<Member> members = MemberReader.MembersOf(item!.GetType());
        return (members.First(member => member.Name is "Key").Read(item), members.First(member => member.Name is "Value").Read(item));
    }
}
