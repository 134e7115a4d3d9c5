using System.Collections;
using System.Globalization;
using System.Text;

namespace CrackLab.Kernel.Formatting;

/// <summary>Writes any value as plain text.</summary>
internal static class PlainTextFormat
{
    private const int PlainRows = 20;

    /// <summary>The text of a value.</summary>
    /// <param name="value">The value.</param>
    public static string Write(object? value) => Cut(value as string ?? Write(value, 0), FormatLimits.Characters);

    /// <summary>A text, cut off where it is longer than allowed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">Most characters.</param>
    public static string Cut(string text, int most) => text.Length <= most
        ? text
        : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)}… ({text.Length:N0} characters)");

    /// <summary>The text of a value that stands for itself.</summary>
    /// <param name="value">The value.</param>
    public static string Scalar(object? value)
    {
        try
        {
            return value switch
            {
                null => "null",
                Type type => TypeNames.Of(type),
                Task task => $"{TypeNames.Of(task.GetType())} ({task.Status})",
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                _ when !TellsItself(value.GetType()) => TypeNames.Of(value.GetType()),
                _ => value.ToString() ?? "null",
            };
        }
        catch (Exception error) when (error is not (OutOfMemoryException or ThreadInterruptedException))
        {
            return new FailedRead(error).ToString();
        }
    }

    /// <summary>Whether a type tells its values by a ToString of its own (other than the one that the compiler writes for records).</summary>
    /// <param name="type">The type.</param>
    public static bool TellsItself(Type type)
    {
        Type? declaring = type.GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType;
        return declaring is not null && declaring != typeof(object) && declaring != typeof(ValueType) && declaring != typeof(Delegate);
    }

    private static string Write(object? value, int depth)
    {
        if (value is null)
        {
            return "null";
        }

        if (value is string text)
        {
            return Cut(text, FormatLimits.NestedCharacters);
        }

        return ValueKinds.Of(value) switch
        {
            ValueKind.Scalar => Scalar(value),
            ValueKind.Dictionary or ValueKind.Sequence when depth < 2 => Sequence((IEnumerable)value, depth),
            ValueKind.Object when depth < 2 && !TellsItself(value.GetType()) => Members(value, depth),
            ValueKind.Object => Cut(Scalar(value), FormatLimits.NestedCharacters),
            _ => TypeNames.Of(value.GetType()),
        };
    }

    private static string Sequence(IEnumerable sequence, int depth)
    {
        Excerpt excerpt = sequence as Excerpt ?? Excerpt.Of(sequence, depth == 0 ? FormatLimits.Rows : PlainRows);
        var text = new StringBuilder("[");
        text.AppendJoin(",", excerpt.Items.Select(item => " " + Write(item, depth + 1)));
        if (excerpt.Rest is { } rest)
        {
            text.Append(CultureInfo.InvariantCulture, $" … ({rest})");
        }

        return text.Append(excerpt.Items.Count == 0 ? "]" : " ]").ToString();
    }

    private static string Members(object value, int depth)
    {
        IEnumerable<string> members = MemberReader.MembersOf(value.GetType())
            .Take(FormatLimits.Members)
            .Select(member => $"{member.Name} = {Write(member.Read(value), depth + 1)}");
        return $"{TypeNames.Of(value.GetType())} {{ {string.Join(", ", members)} }}";
    }
}
