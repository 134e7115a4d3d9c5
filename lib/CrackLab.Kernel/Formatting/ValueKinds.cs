using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrackLab.Kernel.Formatting;

/// <summary>Tells what a value looks like to a reader.</summary>
internal static class ValueKinds
{
    private static readonly Type[] ToldByText =
    [
        typeof(string), typeof(Delegate), typeof(MemberInfo), typeof(Assembly), typeof(Module), typeof(Task), typeof(ValueTask),
        typeof(Thread), typeof(CancellationToken), typeof(Stream), typeof(TextReader), typeof(TextWriter), typeof(Uri), typeof(Version),
        typeof(JsonNode), typeof(JsonElement), typeof(JsonDocument), typeof(Index), typeof(Range), typeof(FailedRead), typeof(RichContent),
        typeof(Exception),
    ];

    /// <summary>The kind of a value.</summary>
    /// <param name="value">The value.</param>
    public static ValueKind Of(object value)
    {
        Type type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || value is IFormattable || ToldByText.Any(told => told.IsAssignableFrom(type)))
        {
            return ValueKind.Scalar;
        }

        return value switch
        {
            Excerpt excerpt => excerpt.IsDictionary ? ValueKind.Dictionary : ValueKind.Sequence,
            IDictionary => ValueKind.Dictionary,
            IEnumerable when IsReadOnlyDictionary(type) => ValueKind.Dictionary,
            IEnumerable => ValueKind.Sequence,
            _ => MemberReader.MembersOf(type).Count == 0 ? ValueKind.Scalar : ValueKind.Object,
        };
    }

    private static bool IsReadOnlyDictionary(Type type) => type.GetInterfaces().Any(face =>
        face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>));
}
