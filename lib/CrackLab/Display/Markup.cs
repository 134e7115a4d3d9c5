using System.Text;

namespace CrackLab.Display;

/// <summary>A piece of HTML or SVG that is safe to paste: every text in it has been encoded.</summary>
/// <param name="Text">The markup.</param>
internal readonly record struct Markup(string Text)
{
    /// <summary>Nothing.</summary>
    public static readonly Markup Empty = new(string.Empty);

    /// <summary>Makes markup from an interpolated string: its literals are taken as they are, its holes encoded.</summary>
    /// <param name="markup">The interpolated string.</param>
    public static Markup Of(ref MarkupInterpolation markup) => new(markup.ToText());

    /// <summary>Encodes text for element content and quoted attributes, of HTML and XML alike.</summary>
    /// <param name="text">Any text; what XML cannot hold becomes U+FFFD.</param>
    public static string Encode(string? text)
    {
        StringBuilder encoded = new(text?.Length ?? 0);
        foreach (Rune rune in (text ?? string.Empty).EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => encoded.Append("&amp;"),
                '<' => encoded.Append("&lt;"),
                '>' => encoded.Append("&gt;"),
                '"' => encoded.Append("&quot;"),
                '\'' => encoded.Append("&#39;"),
                '\t' or '\n' or '\r' => encoded.Append((char)rune.Value),
                < ' ' or 0x7F or 0xFFFE or 0xFFFF => encoded.Append('\uFFFD'),
                _ => encoded.Append(rune.ToString()),
            };
        }
        return encoded.ToString();
    }

    /// <summary>The markup itself.</summary>
    public override string ToString() => Text;
}
