using CrackLab.Kernel.Formatting;
using CrackLab.Kernel.Interactive;
using CrackLab.Kernel.Magics;

namespace CrackLab.Kernel.Scripting;

/// <summary>Runs a cell part by part: directives, magics, C#.</summary>
/// <param name="chain">The cells so far.</param>
internal sealed class CellRunner(SubmissionChain chain)
{
    /// <summary>How deep files may load files.</summary>
    private const int MostNested = 16;

    private readonly ReferenceFiles _files = new(chain);
    private PackageReferences? _packages;
    private bool _isAbandoned;

    /// <summary>Runs a whole cell.</summary>
    /// <param name="code">Its text.</param>
    /// <param name="name">How errors name it.</param>
    /// <param name="run">The run.</param>
    /// <returns>The value of its last part, where that has one.</returns>
    public MimeBundle? Run(string code, string name, CellRun run)
    {
        var atEnd = new List<Action>();
        try
        {
            return RunParts(code, name, Environment.CurrentDirectory, run, atEnd, depth: 0);
        }
        finally
        {
            atEnd.ForEach(action => action());
        }
    }

    private MimeBundle? RunParts(string code, string name, string folder, CellRun run, List<Action> atEnd, int depth)
    {
        MimeBundle? value = null;
        IReadOnlyList<CellPart> parts = CellSplitter.Split(code);
        foreach (CellPart part in parts.Where(part => part.Magic is not null)) _ = MagicTable.Get(part.Magic!);
        foreach (CellPart part in parts)
        {
            if (value is not null) Functions.display(value);
            value = null;
            run.Token.ThrowIfCancellationRequested();
            if (part.Magic is null)
            {
                value = RunCode(part.Text, name, folder, run, atEnd, depth);
            }
            else
            {
                var call = new MagicCall(part.Text, chain, atEnd);
                IMagic magic = MagicTable.Get(part.Magic);
                Throw(run.Execute(
                    () =>
                    {
                        magic.Run(call);
                        return Task.FromResult<object?>(null);
                    },
                    _ => { }));
            }
        }

        return value;
    }

    private MimeBundle? RunCode(string code, string name, string folder, CellRun run, List<Action> atEnd, int depth)
    {
        (IReadOnlyList<Directive> directives, string rest) = Directives.Extract(code);
        CarryOut(directives, folder, run, atEnd, depth);
        Submission submission = chain.Compile(SubmissionChain.Parse(rest, name), run.Token);
        chain.Add(submission);
        if (submission.Factory is null) return null;
        MimeBundle? value = null;
        Exception? thrown = run.Execute(
            chain.Start,
            result =>
            {
                bool isShown = (submission.HasValue || result is not null) && result is not DisplayedValue;
                if (isShown) value = Formatter.Format(result);
            });
        if (ErrorReport.IsOutOfMemory(thrown) || chain.StateOf(submission) is null) chain.RemoveLast();
        else if (thrown is not null) Variables.RestoreUnset(chain);
        else if (!_isAbandoned) Variables.ReleaseShadowed(chain);
        _isAbandoned |= run.IsAbandoned;
        Throw(thrown);
        return value;
    }

    private void CarryOut(IReadOnlyList<Directive> directives, string folder, CellRun run, List<Action> atEnd, int depth)
    {
        var packages = new List<string>();
        foreach (Directive directive in directives)
        {
            if (directive.Name is "load")
            {
                Load(directive.Value, folder, run, atEnd, depth);
            }
            else if (PackageReferences.IsPackage(directive.Value))
            {
                if (directive.Name is "i") Packages().AddSource(directive.Value);
                else packages.Add(directive.Value);
            }
            else
            {
                if (directive.Name is "i") throw new CellException("BadSource", $"#i \"{directive.Value}\": expected \"nuget: URL or folder\".");
                _files.Add(directive.Value, folder);
            }
        }

        if (packages.Count > 0) Packages().Add(packages, run.Token);
    }

    private PackageReferences Packages() => _packages ??= new PackageReferences(_files);

    private void Load(string name, string folder, CellRun run, List<Action> atEnd, int depth)
    {
        string path = Path.GetFullPath(name, folder);
        if (depth >= MostNested) throw new CellException("NestedLoad", $"#load \"{name}\": expected at most {MostNested} files that load each other.");
        if (!File.Exists(path)) throw new CellException("MissingFile", $"#load \"{name}\": expected a script, found no file {path}. Mend the path; it counts from the folder of the notebook or script.");
        RunParts(File.ReadAllText(path), Path.GetFileName(path), Path.GetDirectoryName(path)!, run, atEnd, depth + 1);
    }

    private static void Throw(Exception? thrown)
    {
        if (thrown is not null) throw new CellFailedException(thrown);
    }
}
