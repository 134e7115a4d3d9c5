namespace CrackLab.Engine.Notebooks;

/// <summary>Says which class renders a type in a notebook. Notebook kernels find it by its name, so no package is needed.</summary>
/// <param name="formatterSourceType">A public class with a public CreateTypeFormatters().</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The class that makes the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>Forms that a notebook shall ask for, best first.</summary>
    public string[] PreferredMimeTypes { get; set; } = ["text/html", "text/plain"];
}
