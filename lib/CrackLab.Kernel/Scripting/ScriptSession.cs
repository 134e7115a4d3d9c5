using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Formatting;
using CrackLab.Kernel.Interactive;

namespace CrackLab.Kernel.Scripting;

/// <summary>Runs C# cells one after another in this process.</summary>
/// <remarks>The console's streams are taken over for good once the first session begins.</remarks>
public sealed class ScriptSession : ICellSession
{
    private readonly Lock _gate = new();
    private readonly Lazy<SubmissionChain> _chain;
    private volatile CellRun? _running;

    /// <summary>A session without cells; nothing is loaded before <see cref="WarmUpAsync"/> or the first cell.</summary>
    public ScriptSession() => _chain = new Lazy<SubmissionChain>(NewChain);

    /// <summary>Makes the first cell and the first completion quick by a hidden one of each, in the background.</summary>
    public Task WarmUpAsync() => Task.Run(() =>
    {
        lock (_gate)
        {
            using var hidden = new ScriptSession();
            hidden.Run("var warm = new[] { 1, 2 }.Select(i => $\"{i}\").ToList(); await Task.Yield(); warm.Count", 0, SilentOutput.Instance);
            _ = _chain.Value;
        }
    });

    /// <inheritdoc/>
    public CellResult Run(string code, int number, ICellOutput output)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(output);
        lock (_gate)
        {
            var run = new CellRun(output);
            ICellOutput? outer = CellContext.Output;
            CellRun? outerRun = CellRun.Current;
            CellContext.Output = output;
            CellRun.Current = run;
            ConsoleRouting.Last = output;
            _running = run;
            try
            {
                return RunSteps(code, $"cell {number}", run);
            }
            catch (Exception error) when (!run.IsInterrupted)
            {
                return new CellResult(CellStatus.Error, null, ErrorReport.Of(error));
            }
            catch (Exception)
            {
                return new CellResult(CellStatus.Interrupted, null, ErrorReport.OfInterrupt(run.IsAbandoned));
            }
            finally
            {
                _running = null;
                CellContext.Output = outer;
                CellRun.Current = outerRun;
            }
        }
    }

    /// <inheritdoc/>
    public void Interrupt() => _running?.Interrupt();

    /// <inheritdoc/>
    public CompletionList Complete(string code, int position) => new(position, position, []);

    /// <inheritdoc/>
    public MimeBundle? Inspect(string code, int position) => null;

    /// <inheritdoc/>
    public Completeness CheckCompleteness(string code) => Completeness.Complete;

    /// <inheritdoc/>
    public void Dispose() => Interrupt();

    private static SubmissionChain NewChain()
    {
        ConsoleRouting.Install();
        NotebookHooks.Install();
        return new SubmissionChain(SharedReferences.All);
    }

    private CellResult RunSteps(string code, string name, CellRun run)
    {
        MimeBundle? value = RunCode(code, name, run);
        return new CellResult(CellStatus.Ok, value, null);
    }

    private MimeBundle? RunCode(string code, string name, CellRun run)
    {
        SubmissionChain chain = _chain.Value;
        Submission submission = chain.Compile(SubmissionChain.Parse(code, name), run.Token);
        chain.Add(submission);
        MimeBundle? value = null;
        Exception? thrown = run.Execute(
            chain.Start,
            result =>
            {
                if ((submission.HasValue || result is not null) && result is not DisplayedValue) value = Formatter.Format(result);
            });
        if (thrown is null) return value;
        if (thrown is OutOfMemoryException || chain.StateOf(submission) is null) chain.RemoveLast();
        else Variables.RestoreUnset(chain);
        throw new CellFailedException(thrown);
    }
}
