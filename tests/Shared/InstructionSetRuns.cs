namespace Shared;

/// <summary>Whether somebody else runs the whole suites on every instruction set, so that the tests that start such runs may skip.</summary>
internal static class InstructionSetRuns
{
    private const string Variable = "CRACKLAB_INSTRUCTION_SETS";

    /// <summary>Why a test skips.</summary>
    public const string Reason = $"{Variable} says 'apart': .ci/instruction-sets runs the whole suite on every instruction set.";

    /// <summary>Whether they run apart from this process.</summary>
    public static bool AreApart => string.Equals(Environment.GetEnvironmentVariable(Variable), "apart", StringComparison.Ordinal);
}
