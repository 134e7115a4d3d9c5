using CrackLab.Kernel.Formatting;

namespace CrackLab.Kernel.Cells;

/// <summary>Runs cells one after another; each sees what those before it declared.</summary>
public interface ICellSession : IDisposable
{
    /// <summary>Runs one cell and returns when it has ended, failed or been interrupted; never throws for what the cell does.</summary>
    /// <param name="code">The cell's text, magic lines included.</param>
    /// <param name="number">The cell's execution count, by which errors name it.</param>
    /// <param name="output">Where its output goes.</param>
    CellResult Run(string code, int number, ICellOutput output);

    /// <summary>Stops the running cell within a second, from any thread; does nothing where none runs.</summary>
    void Interrupt();

    /// <summary>Ways to go on typing.</summary>
    /// <param name="code">The cell's text.</param>
    /// <param name="position">The cursor, counted in UTF-16 units.</param>
    CompletionList Complete(string code, int position);

    /// <summary>What the name at a place is, with its documentation; <see langword="null"/> where there is nothing to tell.</summary>
    /// <param name="code">The cell's text.</param>
    /// <param name="position">The cursor, counted in UTF-16 units.</param>
    MimeBundle? Inspect(string code, int position);

    /// <summary>Whether the code could be run as it stands.</summary>
    /// <param name="code">The cell's text.</param>
    Completeness CheckCompleteness(string code);
}
