using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace CrackLab.Kernel.Scripting;

/// <summary>What every cell can use from the start, read once for all sessions.</summary>
internal static class SharedReferences
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> Found = new(() =>
        FrameworkReferences.Find().Add(OfFile(typeof(SharedReferences).Assembly.Location)));

    /// <summary>The base library and the kernel's own functions.</summary>
    public static ImmutableArray<MetadataReference> All => Found.Value;

    /// <summary>A reference to an assembly, with the documentation beside it.</summary>
    /// <param name="path">Full path of the assembly.</param>
    public static MetadataReference OfFile(string path) =>
        MetadataReference.CreateFromFile(path, default, new DocumentationFile(path));
}
