using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Completion;
using CrackLab.Kernel.Formatting;

namespace CrackLab.Kernel.Scripting;

/// <summary>Runs C# cells one after another in this process.</summary>
/// <remarks>The console's streams are taken over for good once the first session begins.</remarks>
public sealed class ScriptSession : ICellSession
{
    private readonly Lock _gate = new();
    private readonly Lazy<SubmissionChain> _chain;
    private readonly Lazy<CellRunner> _runner;
    private volatile CellRun? _running;

    /// <summary>A session without cells; nothing is loaded before <see cref="WarmUpAsync"/> or the first cell.</summary>
    public ScriptSession()
    {
        _chain = new Lazy<SubmissionChain>(NewChain);
        _runner = new Lazy<CellRunner>(() => new CellRunner(_chain.Value));
    }

    /// <summary>Makes the first cell and the first completion quick by a hidden one of each, in the background.</summary>
    public Task WarmUpAsync() => Task.Run(() =>
    {
        using var hidden = new ScriptSession();
        lock (_gate)
        {
            hidden.Run("1 + 1", 0, SilentOutput.Instance);
            _ = _runner.Value;
        }

        const string usual = "var warm = new[] { 1, 2 }.Select(i => $\"{i}\").ToList(); await Task.Yield(); Console.Write(\"\"); warm";
        hidden.Run(usual, 0, SilentOutput.Instance);
        foreach (string code in new[] { "warm.", "Consol", "string.For" }) hidden.Complete(code, code.Length);
        hidden.Inspect("Console.WriteLine", 10);
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
            if (output is not SilentOutput) ConsoleRouting.Last = output;
            _running = run;
            try
            {
                return new CellResult(CellStatus.Ok, _runner.Value.Run(code, $"cell {number}", run), null);
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
    public CompletionList Complete(string code, int position)
    {
        ArgumentNullException.ThrowIfNull(code);
        return new Completer(_chain.Value).Complete(code, Math.Clamp(position, 0, code.Length));
    }

    /// <inheritdoc/>
    public MimeBundle? Inspect(string code, int position)
    {
        ArgumentNullException.ThrowIfNull(code);
        return new Inspector(_chain.Value).Inspect(code, Math.Clamp(position, 0, code.Length));
    }

    /// <inheritdoc/>
    public Completeness CheckCompleteness(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return CompletenessCheck.Of(code);
    }

    /// <inheritdoc/>
    public void Dispose() => Interrupt();

    private static SubmissionChain NewChain()
    {
        ConsoleRouting.Install();
        BackgroundErrors.Install();
        NotebookHooks.Install();
        return new SubmissionChain(SharedReferences.All);
    }
}
