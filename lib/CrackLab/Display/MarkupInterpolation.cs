using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace CrackLab.Display;

/// <summary>Builds <see cref="Markup"/>: text is encoded, markup is not, numbers are written the invariant way.</summary>
/// <param name="literalLength">Length of the literals.</param>
/// <param name="holes">Number of holes.</param>
[InterpolatedStringHandler]
internal readonly ref struct MarkupInterpolation(int literalLength, int holes)
{
    private const int GuessPerHole = 16;

    private readonly StringBuilder _text = new(literalLength + holes * GuessPerHole);

    /// <summary>Adds a literal.</summary>
    /// <param name="literal">Markup.</param>
    public void AppendLiteral(string literal) => _text.Append(literal);

    /// <summary>Adds text, encoded.</summary>
    /// <param name="text">Any text.</param>
    public void AppendFormatted(string? text) => _text.Append(Markup.Encode(text));

    /// <summary>Adds markup as it is.</summary>
    /// <param name="markup">The markup.</param>
    public void AppendFormatted(Markup markup) => _text.Append(markup.Text);

    /// <summary>Adds pieces of markup one after the other.</summary>
    /// <param name="pieces">The pieces.</param>
    public void AppendFormatted(IEnumerable<Markup> pieces) => _text.AppendJoin(string.Empty, pieces);

    /// <summary>Adds a number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="format">Its format; two decimals at most by default, enough for coordinates.</param>
    public void AppendFormatted(double number, string format = "0.##") =>
        _text.Append(number.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>The text built so far.</summary>
    public string ToText() => _text.ToString();
}
