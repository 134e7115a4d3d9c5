using CrackLab.Kernel.Formatting;

namespace CrackLab.Kernel.Cells;

/// <summary>Output that nobody sees: of code that the kernel or a front end runs on its own behalf.</summary>
internal sealed class SilentOutput : ICellOutput
{
    /// <summary>The one instance.</summary>
    public static readonly SilentOutput Instance = new();

    private SilentOutput()
    {
    }

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
