using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace CrackLab.Kernel.Scripting;

/// <summary>The cells that ran so far: each is a submission of the compiler that sees those before it, and an object that holds its variables.</summary>
internal sealed class SubmissionChain
{
    /// <summary>How cells are read.</summary>
    public static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default
        .WithKind(SourceCodeKind.Script).WithLanguageVersion(LanguageVersion.Latest).WithDocumentationMode(DocumentationMode.Parse);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        usings: ["System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks",
            "System.Linq", "CrackLab.Kernel.Interactive", "CrackLab.Kernel.Interactive.Functions"],
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);

    private readonly string _name = "cells-" + Guid.NewGuid().ToString("N");
    private readonly List<Submission> _submissions = [];
    private ImmutableArray<MetadataReference> _references;
    private object?[] _states = new object?[16];
    private int _bound;
    private volatile Submission? _last;

    /// <summary>A chain without cells.</summary>
    /// <param name="references">What its cells can use from the start.</param>
    public SubmissionChain(ImmutableArray<MetadataReference> references) => _references = references;

    /// <summary>The cells kept so far.</summary>
    public IReadOnlyList<Submission> Submissions => _submissions;

    /// <summary>Lets later cells use one more assembly.</summary>
    /// <param name="reference">The assembly.</param>
    public void AddReference(MetadataReference reference) => _references = _references.Add(reference);

    /// <summary>Reads code as a cell.</summary>
    /// <param name="code">The code.</param>
    /// <param name="path">The name by which errors call it.</param>
    public static SyntaxTree Parse(string code, string path) =>
        CSharpSyntaxTree.ParseText(code, ParseOptions, path, Encoding.UTF8);

    /// <summary>What the compiler makes of code that would follow the cells so far; nothing is kept.</summary>
    /// <param name="tree">The code.</param>
    public CSharpCompilation Bind(SyntaxTree tree)
    {
        int number = Interlocked.Increment(ref _bound);
        Submission? last = _last;

        // A submission has the references of those before it; told again, they would pile up from cell to cell.
        ImmutableArray<MetadataReference> added = last is null ? _references : _references[last.References..];
        return CSharpCompilation.CreateScriptCompilation(
            $"{_name}-{number}", tree, added, Options.WithScriptClassName($"Submission#{number}"), last?.Compilation);
    }

    /// <summary>Compiles and loads code that follows the cells so far; it joins them when it is run.</summary>
    /// <param name="tree">The code.</param>
    /// <param name="cancellationToken">Stops the compiler.</param>
    /// <exception cref="CompilationException">The code is wrong.</exception>
    public Submission Compile(SyntaxTree tree, CancellationToken cancellationToken)
    {
        SyntaxTree guarded = GuardedCode.Of(tree);
        if (guarded != tree && TryCompile(guarded, cancellationToken, out Submission? submission, out _)) return submission;

        // Errors are told of the code as it was written.
        return TryCompile(tree, cancellationToken, out submission, out ImmutableArray<Diagnostic> errors)
            ? submission
            : throw new CompilationException(errors);
    }

    /// <summary>Makes a submission the last of the chain.</summary>
    /// <param name="submission">What <see cref="Compile"/> gave last.</param>
    public void Add(Submission submission)
    {
        _submissions.Add(submission);
        _last = submission;
        if (_states.Length <= submission.Slot) Array.Resize(ref _states, _states.Length * 2);
    }

    /// <summary>Begins to run the last submission.</summary>
    public Task<object?> Start() => _submissions[^1].Factory?.Invoke(_states) ?? Task.FromResult<object?>(null);

    /// <summary>Takes the last submission out again and lets go of what its variables hold.</summary>
    public void RemoveLast()
    {
        if (_submissions[^1].Factory is not null) _states[_submissions[^1].Slot] = null;
        _submissions.RemoveAt(_submissions.Count - 1);
        _last = _submissions.Count == 0 ? null : _submissions[^1];
    }

    /// <summary>The object that holds a submission's variables; <see langword="null"/> where it has none or never began to run.</summary>
    /// <param name="submission">One of <see cref="Submissions"/>.</param>
    public object? StateOf(Submission submission) => submission.Factory is null ? null : _states[submission.Slot];

    private bool TryCompile(
        SyntaxTree tree, CancellationToken cancellationToken, [NotNullWhen(true)] out Submission? submission, out ImmutableArray<Diagnostic> errors)
    {
        submission = null;
        int references = _references.Length;
        CSharpCompilation compilation = Bind(tree);
        int slot = _submissions.Count == 0 ? 0 : _submissions[^1].Slot;
        if (((CompilationUnitSyntax)tree.GetRoot(cancellationToken)).Members.Count == 0)
        {
            errors = ErrorsIn(compilation.GetDiagnostics(cancellationToken));
            if (errors.Length == 0) submission = new Submission(compilation, null, HasValue: false, slot, references);
            return submission is not null;
        }

        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        EmitResult emitted = compilation.Emit(
            image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb),
            cancellationToken: cancellationToken);
        errors = ErrorsIn(emitted.Diagnostics);
        if (errors.Length > 0) return false;
        image.Position = 0;
        symbols.Position = 0;
        Assembly assembly = AssemblyLoader.LoadSubmission(image, symbols);
        IMethodSymbol entry = compilation.GetEntryPoint(cancellationToken)!;
        MethodInfo method = assembly.GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        var factory = method.CreateDelegate<Func<object?[], Task<object?>>>();
        submission = new Submission(compilation, factory, EndsInValue(compilation, tree), slot + 1, references);
        return true;
    }

    private static ImmutableArray<Diagnostic> ErrorsIn(ImmutableArray<Diagnostic> diagnostics) =>
        [.. diagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];

    private static bool EndsInValue(CSharpCompilation compilation, SyntaxTree tree)
    {
        var root = (CompilationUnitSyntax)tree.GetRoot();
        if (root.Members.LastOrDefault() is not GlobalStatementSyntax { Statement: ExpressionStatementSyntax last }) return false;
        if (!last.SemicolonToken.IsMissing) return false;
        ITypeSymbol? type = compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).Type;
        return type is null or not { SpecialType: SpecialType.System_Void };
    }
}
