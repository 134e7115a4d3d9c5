namespace CrackLab.Fuzzing.Running;

/// <summary>Something that an input brought to light.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Signature">Equal for defects that are likely the same one.</param>
/// <param name="Text">All that is known of it.</param>
internal sealed record Defect(DefectKind Kind, string Signature, string Text)
{
    private const int Frames = 2;

    /// <summary>An exception that should not have been: known by its type and the innermost places of ours that it came through.</summary>
    public static Defect Of(Exception error) => new(
        error is ContradictionException ? DefectKind.Contradiction : DefectKind.Crash,
        $"{error.GetType().Name} at {string.Join(" < ", Places(error).Take(Frames))}",
        error.ToString());

    private static IEnumerable<string> Places(Exception error) => (error.StackTrace ?? "").Split('\n')
        .Select(line => line.Trim().Split(" in ", 2)[0])
        .Where(line => line.StartsWith("at CrackLab.", StringComparison.Ordinal) && !line.StartsWith("at CrackLab.Fuzzing.Running", StringComparison.Ordinal))
        .Select(line => line["at ".Length..].Split('(', 2)[0]);
}
