using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Formatting;

namespace CrackLab.Fuzzing.Targets;

/// <summary>Runs no cell, and answers all that a front end may ask.</summary>
internal sealed class SilentSession : ICellSession
{
    /// <inheritdoc/>
    public CellResult Run(string code, int number, ICellOutput output)
    {
        output.Write(OutputStream.Out, code);
        return new(CellStatus.Ok, MimeBundle.OfText(code), null);
    }

    /// <inheritdoc/>
    public void Interrupt()
    {
    }

    /// <inheritdoc/>
    public CompletionList Complete(string code, int position) => new(position, position, [new CompletionItem(code, "property", "", "")]);

    /// <inheritdoc/>
    public MimeBundle? Inspect(string code, int position) => MimeBundle.OfText(code[..position]);

    /// <inheritdoc/>
    public Completeness CheckCompleteness(string code) => Completeness.Incomplete;

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
