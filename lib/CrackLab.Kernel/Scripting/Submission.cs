using Microsoft.CodeAnalysis.CSharp;

namespace CrackLab.Kernel.Scripting;

/// <summary>A compiled and loaded piece of a cell.</summary>
/// <param name="Compilation">What the compiler knows of it.</param>
/// <param name="Factory">Runs it: takes the states of all submissions and gives the trailing expression's value; <see langword="null"/> where there is nothing to run.</param>
/// <param name="HasValue">Whether it ends in an expression that has a value.</param>
/// <param name="Slot">Its place among the states, from 1; that of the submission before where it holds nothing but usings.</param>
/// <param name="References">How many of the chain's references it knows, by itself or through those before it.</param>
internal sealed record Submission(
    CSharpCompilation Compilation, Func<object?[], Task<object?>>? Factory, bool HasValue, int Slot, int References)
{
    /// <summary>The names that its functions, lambdas and types use.</summary>
    public Lazy<IReadOnlySet<string>> DeferredNames { get; } = new(() => Scripting.DeferredNames.Of(Compilation.SyntaxTrees[0]));
}
