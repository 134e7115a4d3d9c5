using CrackLab.Kernel.Scripting;

namespace CrackLab.Kernel.Magics;

/// <summary>Every magic.</summary>
internal static class MagicTable
{
    /// <summary>All, in the order in which they are listed.</summary>
    public static IReadOnlyList<IMagic> All { get; } =
    [
        new AboutMagic(), new CSharpMagic(), new HtmlMagic(), new JavaScriptMagic(), new ListMagic(), new MarkdownMagic(),
        new MermaidMagic(), new TimeMagic(), new WhoMagic(), new WhosMagic(),
    ];

    /// <summary>The magic of a name, or <see langword="null"/>.</summary>
    /// <param name="name">The name, without "#!".</param>
    public static IMagic? Find(string name) =>
        All.FirstOrDefault(magic => magic.Names.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The magic of a name.</summary>
    /// <param name="name">The name, without "#!".</param>
    /// <exception cref="CellException">There is none.</exception>
    public static IMagic Get(string name) => Find(name) ?? throw new CellException(
        "UnknownMagic", $"#!{name}: expected one of {string.Join(", ", All.Select(magic => "#!" + magic.Names[0]))}.");
}
