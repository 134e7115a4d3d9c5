using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Formatting;

namespace CrackLab.Kernel.Scripting;

/// <summary>Takes the output of hidden cells and drops it.</summary>
internal sealed class SilentOutput : ICellOutput
{
    /// <summary>The one instance.</summary>
    public static readonly SilentOutput Instance = new();

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
        throw new IOException("A hidden cell: expected no question, received one.");
}
