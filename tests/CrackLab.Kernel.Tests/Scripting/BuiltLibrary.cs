using CrackLab.Kernel.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CrackLab.Kernel.Tests.Scripting;

/// <summary>A folder for small assemblies made by the test.</summary>
internal sealed class BuiltLibrary : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("kernel-").FullName;

    /// <summary>A name that no other test uses.</summary>
    public string Name { get; } = "Made" + Guid.NewGuid().ToString("N")[..8];

    public string Build(string name, string code, params string[] references)
    {
        string path = Path.Combine(Folder, name + ".dll");
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken)],
            [.. SharedReferences.All, .. references.Select(reference => MetadataReference.CreateFromFile(reference))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        File.Delete(path);
        var result = compilation.Emit(path, xmlDocumentationPath: Path.ChangeExtension(path, ".xml"), cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return path.Replace('\\', '/');
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (UnauthorizedAccessException)
        {
            // A loaded assembly can't be deleted everywhere.
        }
    }
}
