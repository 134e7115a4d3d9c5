using System.Reflection;

namespace CrackLab.Data;

/// <summary>Says which class renders a type in a notebook. Notebook kernels find it by its name, so no package is needed.</summary>
/// <remarks>
/// Types of every room show themselves, but only the room Display knows how: its formatters are therefore looked up by
/// name, and nothing here knows that room.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class TypeFormatterSourceAttribute : Attribute
{
    private const string Formatters = "Display.NotebookFormatters";

    private static readonly Assembly Home = typeof(TypeFormatterSourceAttribute).Assembly;

    /// <summary>Renders by the library's usual formatters.</summary>
    public TypeFormatterSourceAttribute()
        : this(Home.GetType($"{Home.GetName().Name}.{Formatters}", throwOnError: true)!)
    {
    }

    /// <summary>Renders by another class.</summary>
    /// <param name="formatterSourceType">A public class with a public CreateTypeFormatters().</param>
    public TypeFormatterSourceAttribute(Type formatterSourceType) => FormatterSourceType = formatterSourceType;

    /// <summary>The class that makes the formatters.</summary>
    public Type FormatterSourceType { get; }

    /// <summary>Forms that a notebook shall ask for, best first.</summary>
    public string[] PreferredMimeTypes { get; set; } = ["text/html", "text/plain"];
}
