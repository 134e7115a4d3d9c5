using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Formatting;

namespace CrackLab.Kernel.Tests.Notebooks;

/// <summary>A session whose cells do what the test says.</summary>
internal sealed class ScriptedSession : ICellSession
{
    private readonly ManualResetEventSlim _interrupted = new();

    public Dictionary<string, Func<ICellOutput, CellResult>> Cells { get; } = new(StringComparer.Ordinal);

    public List<string> Ran { get; } = [];

    public static CellResult Ok(MimeBundle? value = null) => new(CellStatus.Ok, value, null);

    public static CellResult Failed(string name, string value) => new(CellStatus.Error, null, new CellError(name, value, [$"{name}: {value}"]));

    public CellResult WaitForInterrupt() => _interrupted.Wait(TimeSpan.FromSeconds(20))
        ? new CellResult(CellStatus.Interrupted, null, new CellError("Interrupted", "by you", ["Interrupted"]))
        : Ok();

    public CellResult Run(string code, int number, ICellOutput output)
    {
        Ran.Add(code);
        return Cells.TryGetValue(code, out Func<ICellOutput, CellResult>? cell) ? cell(output) : Ok();
    }

    public void Interrupt() => _interrupted.Set();

    public CompletionList Complete(string code, int position) => new(position, position, []);

    public MimeBundle? Inspect(string code, int position) => null;

    public Completeness CheckCompleteness(string code) => Completeness.Complete;

    public void Dispose() => _interrupted.Dispose();
}
