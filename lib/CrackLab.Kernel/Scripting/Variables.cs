using System.Reflection;

namespace CrackLab.Kernel.Scripting;

/// <summary>The variables that cells have declared, read from the objects that hold them.</summary>
internal static class Variables
{
    /// <summary>The variables that a new cell can name, with their values; where one shadows another, the later.</summary>
    /// <param name="chain">The cells.</param>
    public static IEnumerable<(string Name, Type Type, object? Value)> Of(SubmissionChain chain)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (object state in States(chain).Reverse())
        {
            foreach (FieldInfo field in FieldsOf(state))
            {
                if (seen.Add(field.Name)) yield return (field.Name, field.FieldType, field.GetValue(state));
            }
        }
    }

    /// <summary>Gives variables of the last cell, which failed before it set them, the value they had before that cell.</summary>
    /// <remarks>So a model that was trained is not lost when its cell is run again and interrupted.</remarks>
    /// <param name="chain">The cells.</param>
    public static void RestoreUnset(SubmissionChain chain)
    {
        object[] states = [.. States(chain)];
        if (states.Length < 2 || states[^1] != chain.StateOf(chain.Submissions[^1])) return;
        foreach (FieldInfo field in FieldsOf(states[^1]))
        {
            object? unset = field.FieldType.IsValueType ? Activator.CreateInstance(field.FieldType) : null;
            if (field.IsInitOnly || !Equals(field.GetValue(states[^1]), unset)) continue;
            for (int i = states.Length - 2; i >= 0; i--)
            {
                FieldInfo? earlier = FieldsOf(states[i]).FirstOrDefault(candidate => string.Equals(candidate.Name, field.Name, StringComparison.Ordinal));
                if (earlier is null) continue;
                if (earlier.FieldType == field.FieldType) field.SetValue(states[^1], earlier.GetValue(states[i]));
                break;
            }
        }
    }

    /// <summary>Lets go of what the last cell's variables shadow, where no code that may still run can name it.</summary>
    /// <remarks>So memory does not grow with each run of a cell that makes a model or loads data.</remarks>
    /// <param name="chain">The cells, of which the last ran to its end.</param>
    public static void ReleaseShadowed(SubmissionChain chain)
    {
        Submission last = chain.Submissions[^1];
        if (chain.StateOf(last) is not { } state) return;
        HashSet<string> names = [.. FieldsOf(state).Select(field => field.Name)];
        for (int i = chain.Submissions.Count - 2; i >= 0 && names.Count > 0; i--)
        {
            Submission earlier = chain.Submissions[i];
            names.ExceptWith(earlier.DeferredNames.Value);
            if (chain.StateOf(earlier) is not { } holder) continue;
            foreach (FieldInfo field in FieldsOf(holder).Where(field => names.Remove(field.Name)))
            {
                if (!field.FieldType.IsValueType && !field.IsInitOnly) field.SetValue(holder, null);
            }
        }
    }

    private static IEnumerable<object> States(SubmissionChain chain) =>
        chain.Submissions.Select(chain.StateOf).OfType<object>();

    private static IEnumerable<FieldInfo> FieldsOf(object state) =>
        state.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(field => !field.Name.StartsWith('<'));
}
