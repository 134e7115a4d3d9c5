using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace CrackLab.Tests;

/// <summary>Texts as people and hostile people name things: quotes, commas, line ends, letters of every kind; no half characters, which no file can hold.</summary>
internal static class AnyText
{
    /// <summary>Any such text, an empty one too.</summary>
    public static Gen<string> Any { get; } = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Where(text => text is not null && text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar)),
        Gen.Elements("a", "b", "\"", ",", "\n", "\r\n", "\r", " ", "é", "\U0001F600", "\"a\",b", "\t", "path", "0", "'").ArrayOf().Select(string.Concat));

    /// <summary>One that is not empty.</summary>
    public static Gen<string> Full { get; } = Any.Where(text => text.Length > 0);

    /// <summary>Different ones, none of them empty.</summary>
    public static Gen<string[]> Different { get; } = Full.ArrayOf().Select(texts => texts.Distinct(StringComparer.Ordinal).ToArray());
}
