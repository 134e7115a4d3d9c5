using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Formatting;

namespace CrackLab.Kernel.Hosting;

/// <summary>Output of code that runs on a front end's own behalf: nobody sees it.</summary>
internal sealed class SilentOutput : ICellOutput
{
    /// <inheritdoc/>
    public void Write(OutputStream stream, string text)
    {
    }

    /// <inheritdoc/>
    public void Display(MimeBundle data, string? displayId)
    {
    }

    /// <inheritdoc/>
    public void UpdateDisplay(MimeBundle data, string displayId)
    {
    }

    /// <inheritdoc/>
    public void Clear(bool wait)
    {
    }

    /// <inheritdoc/>
    public string ReadLine(string prompt, bool isPassword, CancellationToken cancellationToken) =>
        throw new IOException("input: expected a cell that a person runs, received silent code. Ask in a cell.");
}
