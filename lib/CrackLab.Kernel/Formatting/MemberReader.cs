using System.Reflection;
using System.Runtime.CompilerServices;

namespace CrackLab.Kernel.Formatting;

/// <summary>Finds the members of a type that are worth showing: public instance properties and fields that can be read.</summary>
internal static class MemberReader
{
    private static readonly ConditionalWeakTable<Type, IReadOnlyList<Member>> Known = [];

    /// <summary>The members, base types' first, each name once.</summary>
    /// <param name="type">The type.</param>
    public static IReadOnlyList<Member> MembersOf(Type type) => Known.GetValue(type, Find);

    private static IReadOnlyList<Member> Find(Type type)
    {
        const BindingFlags Shown = BindingFlags.Public | BindingFlags.Instance;
        IEnumerable<(MemberInfo Info, Member Member)> properties = type.GetProperties(Shown)
            .Where(property => property.GetMethod is { IsPublic: true }
                && property.GetIndexParameters().Length == 0
                && CanBeBoxed(property.PropertyType))
            .Select(property => ((MemberInfo)property, new Member(property.Name, Guarded(property.GetValue))));
        IEnumerable<(MemberInfo Info, Member Member)> fields = type.GetFields(Shown)
            .Where(field => CanBeBoxed(field.FieldType) && !field.Name.StartsWith('<'))
            .Select(field => ((MemberInfo)field, new Member(field.Name, Guarded(field.GetValue))));
        return
        [
            .. properties.Concat(fields)
                .OrderBy(pair => Depth(pair.Info.DeclaringType))
                .ThenBy(pair => pair.Info.MetadataToken)
                .Select(pair => pair.Member)
                .DistinctBy(member => member.Name, StringComparer.Ordinal),
        ];
    }

    private static Func<object, object?> Guarded(Func<object, object?> read) => instance =>
    {
        try
        {
            return read(instance);
        }
        catch (TargetInvocationException error) when (error.InnerException is not null)
        {
            return new FailedRead(error.InnerException);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return new FailedRead(error);
        }
    };

    private static bool CanBeBoxed(Type type) => !type.IsByRefLike && !type.IsByRef && !type.IsPointer;

    private static int Depth(Type? type)
    {
        int depth = 0;
        while ((type = type?.BaseType) is not null)
        {
            depth++;
        }

        return depth;
    }
}
