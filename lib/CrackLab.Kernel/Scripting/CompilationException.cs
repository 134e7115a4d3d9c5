using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace CrackLab.Kernel.Scripting;

/// <summary>A cell's code does not compile.</summary>
/// <param name="errors">Every error of the compiler.</param>
internal sealed class CompilationException(ImmutableArray<Diagnostic> errors) : Exception("The cell does not compile.")
{
    /// <summary>Every error, in the order of the text.</summary>
    public ImmutableArray<Diagnostic> Errors { get; } = errors;
}
