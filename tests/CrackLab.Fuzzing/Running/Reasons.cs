using System.Text;

namespace CrackLab.Fuzzing.Running;

/// <summary>Looks at the texts of refusals.</summary>
internal static class Reasons
{
    /// <summary>More than this tells nobody anything, and costs as much as the file is long.</summary>
    private const int LongestReason = 4000;

    /// <summary>What is wrong with a text, or <see langword="null"/>.</summary>
    public static string? Complaint(string text) =>
        string.IsNullOrWhiteSpace(text) ? "a refusal without a reason"
        : text.Length > LongestReason ? $"a refusal of {text.Length} characters"
        : null;

    /// <summary>The text without numbers and without what it quotes: refusals for the same reason are equal.</summary>
    public static string Kind(string text)
    {
        var kind = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\'' && text.IndexOf('\'', i + 1) is > 0 and var end)
            {
                kind.Append("'…'");
                i = end;
            }
            else if (char.IsAsciiDigit(text[i]))
            {
                while (i + 1 < text.Length && char.IsAsciiHexDigit(text[i + 1]) | text[i + 1] is 'x' or '.') i++;
                kind.Append('#');
            }
            else
            {
                kind.Append(text[i]);
            }
        }

        return kind.ToString();
    }
}
