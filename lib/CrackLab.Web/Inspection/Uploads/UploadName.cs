using System.Globalization;

namespace CrackLab.Web.Inspection.Uploads;

/// <summary>What a sent photo is called.</summary>
internal static class UploadName
{
    private const string Nameless = "photo";
    private const int MostLetters = 200;

    /// <summary>The last part of a path, with nothing in it that would steer a terminal or turn text around.</summary>
    /// <param name="sent">The name as it was sent, or <see langword="null"/>.</param>
    public static string Of(string? sent)
    {
        string name = (sent ?? "").Replace('\\', '/');
        name = name[(name.LastIndexOf('/') + 1)..];
        name = string.Concat(name.EnumerateRunes().Take(MostLetters).Select(rune => IsShown(rune) ? rune.ToString() : "\uFFFD")).Trim();
        return name.Length > 0 ? name : Nameless;
    }

    private static bool IsShown(System.Text.Rune rune) => System.Text.Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
