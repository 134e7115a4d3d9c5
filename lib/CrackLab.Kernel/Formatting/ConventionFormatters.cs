using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace CrackLab.Kernel.Formatting;

/// <summary>
/// Finds the formatters that a type names by the convention of .NET Interactive: an attribute class named
/// TypeFormatterSourceAttribute, of any assembly, whose FormatterSourceType makes objects with MimeType and Format.
/// </summary>
/// <remarks>Everything is found by name, so that a library needs no package to be shown well.</remarks>
internal static class ConventionFormatters
{
    private const string AttributeName = "TypeFormatterSourceAttribute";

    private static readonly ConditionalWeakTable<Type, IReadOnlyList<ConventionFormatter>> Known = [];

    /// <summary>The formatters of a type or of its nearest base type that names some; none where there is no such type.</summary>
    /// <param name="type">The type of the value.</param>
    /// <exception cref="InvalidOperationException">The type names formatters that do not keep the convention.</exception>
    public static IReadOnlyList<ConventionFormatter> For(Type type) => Known.GetValue(type, Find);

    private static IReadOnlyList<ConventionFormatter> Find(Type type)
    {
        for (Type? named = type; named is not null; named = named.BaseType)
        {
            Attribute? attribute = Attribute.GetCustomAttributes(named, inherit: false)
                .FirstOrDefault(found => string.Equals(found.GetType().Name, AttributeName, StringComparison.Ordinal));
            if (attribute is not null)
            {
                return [.. Create(named, attribute).OfType<object>().Select(formatter => Bind(named, formatter))];
            }
        }

        return [];
    }

    private static IEnumerable Create(Type named, Attribute attribute)
    {
        Type source = Read(attribute, "FormatterSourceType") as Type
            ?? throw Broken(named, "FormatterSourceType to be a type", "none");
        object maker = Activator.CreateInstance(source)
            ?? throw Broken(named, $"'{source.Name}' to have a public constructor without parameters", "none");
        MethodInfo create = source.GetMethod("CreateTypeFormatters", Type.EmptyTypes)
            ?? throw Broken(named, $"'{source.Name}' to have a public method CreateTypeFormatters()", "none");
        return create.Invoke(maker, null) as IEnumerable
            ?? throw Broken(named, $"{source.Name}.CreateTypeFormatters() to give formatters", "null");
    }

    private static ConventionFormatter Bind(Type named, object formatter)
    {
        Type type = formatter.GetType();
        string mimeType = Read(formatter, "MimeType") as string
            ?? throw Broken(named, $"'{type.Name}' to have a string property MimeType", "none");
        MethodInfo[] methods = [.. type.GetMethods().Where(method => string.Equals(method.Name, "Format", StringComparison.Ordinal))];
        if (methods is not [{ } format] || format.ReturnType != typeof(bool) || !Takes(format, typeof(object), typeof(TextWriter)))
        {
            throw Broken(named, $"'{type.Name}' to have exactly one method bool Format(object, TextWriter)", $"{methods.Length}");
        }

        return new ConventionFormatter(mimeType, format.CreateDelegate<Func<object, TextWriter, bool>>(formatter));
    }

    private static bool Takes(MethodInfo method, params ReadOnlySpan<Type> types)
    {
        ParameterInfo[] parameters = method.GetParameters();
        return parameters.Length == types.Length && parameters[0].ParameterType == types[0] && parameters[1].ParameterType == types[1];
    }

    private static object? Read(object instance, string property) => instance.GetType().GetProperty(property)?.GetValue(instance);

    private static InvalidOperationException Broken(Type named, string expected, string received) =>
        new($"Formatters of '{TypeNames.Of(named)}': expected {expected}, received {received}. Mend the type named by its {AttributeName}.");
}
