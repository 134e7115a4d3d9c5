using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrackLab.Kernel.Formatting;

/// <summary>Turns values into the forms that a front end can show.</summary>
public static class Formatter
{
    /// <summary>
    /// A value in every form that its type offers (see <see cref="ConventionFormatters"/>), else as table, tree or text;
    /// plain text is always there. Never throws for what the value does.
    /// </summary>
    /// <param name="value">The value.</param>
    public static MimeBundle Format(object? value) => value switch
    {
        MimeBundle ready => ready,
        RichContent rich => Rich(rich),
        null => MimeBundle.OfText("null"),
        _ => Own(value) ?? Plain(value),
    };

    /// <summary>A value in the asked forms; one it does not have is its plain text.</summary>
    /// <param name="value">The value.</param>
    /// <param name="mimeTypes">The forms; none for all.</param>
    public static MimeBundle Format(object? value, IReadOnlyCollection<string> mimeTypes)
    {
        ArgumentNullException.ThrowIfNull(mimeTypes);
        MimeBundle all = Format(value);
        if (mimeTypes.Count == 0)
        {
            return all;
        }

        var asked = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (string mimeType in mimeTypes)
        {
            asked[mimeType] = all.Data.TryGetValue(mimeType, out JsonNode? form) ? form
                : IsJson(mimeType) ? Json(value)
                : JsonValue.Create(PlainTextFormat.Write(value));
        }

        return new MimeBundle(asked);
    }

    private static bool IsJson(string mimeType) =>
        mimeType is "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);

    private static JsonNode Json(object? value)
    {
        try
        {
            return JsonSerializer.SerializeToNode(value) ?? new JsonObject();
        }
        catch (Exception error) when (error is NotSupportedException or JsonException or InvalidOperationException or ArgumentException)
        {
            return new JsonObject { ["error"] = error.Message };
        }
    }

    private static MimeBundle Rich(RichContent rich)
    {
        Dictionary<string, JsonNode> forms = new(StringComparer.Ordinal) { [rich.MimeType] = Node(rich.MimeType, rich.Content) };
        forms.TryAdd(MimeBundle.PlainText, JsonValue.Create(PlainTextFormat.Cut(rich.Content, FormatLimits.Characters)));
        return new MimeBundle(forms);
    }

    private static MimeBundle Plain(object value)
    {
        // Read once: a sequence may be slow, print, or give its elements only once.
        if (ValueKinds.Of(value) is ValueKind.Sequence or ValueKind.Dictionary) value = Excerpt.Of((IEnumerable)value, FormatLimits.Rows);
        Dictionary<string, JsonNode> forms = new(StringComparer.Ordinal)
        {
            [MimeBundle.PlainText] = JsonValue.Create(PlainTextFormat.Write(value)),
        };
        if (HtmlFormat.Write(value) is { } html)
        {
            forms[MimeBundle.Html] = JsonValue.Create(html);
        }

        return new MimeBundle(forms);
    }

    /// <summary>The forms that the value's type offers; <see langword="null"/> where it offers none.</summary>
    private static MimeBundle? Own(object value)
    {
        try
        {
            Dictionary<string, JsonNode> forms = new(StringComparer.Ordinal);
            foreach (ConventionFormatter formatter in ConventionFormatters.For(value.GetType()))
            {
                using var writer = new StringWriter(CultureInfo.InvariantCulture);
                if (!forms.ContainsKey(formatter.MimeType) && formatter.Write(value, writer))
                {
                    forms[formatter.MimeType] = Node(formatter.MimeType, writer.ToString());
                }
            }

            if (forms.Count == 0)
            {
                return null;
            }

            forms.TryAdd(MimeBundle.PlainText, JsonValue.Create(PlainTextFormat.Write(value)));
            return new MimeBundle(forms);
        }
        catch (Exception error) when (error is not (OutOfMemoryException or ThreadInterruptedException))
        {
            Exception cause = error is TargetInvocationException { InnerException: { } inner } ? inner : error;
            return MimeBundle.OfText($"{PlainTextFormat.Write(value)}\n(its formatter failed with {TypeNames.Of(cause.GetType())}: {cause.Message})");
        }
    }

    private static JsonNode Node(string mimeType, string content) =>
        IsJson(mimeType) ? JsonNode.Parse(content) ?? new JsonObject() : JsonValue.Create(content);
}
