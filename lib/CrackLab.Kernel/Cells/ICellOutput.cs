using CrackLab.Kernel.Formatting;

namespace CrackLab.Kernel.Cells;

/// <summary>Where a cell's output goes and its input comes from: a Jupyter front end, or a notebook file that is being run.</summary>
/// <remarks>Every member may be called from any thread, also after the cell has ended (by threads that it left running).</remarks>
public interface ICellOutput
{
    /// <summary>Sends text as it was printed.</summary>
    /// <param name="stream">The stream it was printed on.</param>
    /// <param name="text">The text; may be a part of a line.</param>
    void Write(OutputStream stream, string text);

    /// <summary>Shows a value under the cell.</summary>
    /// <param name="data">The value in each form.</param>
    /// <param name="displayId">Name by which it can be updated, or <see langword="null"/>.</param>
    void Display(MimeBundle data, string? displayId);

    /// <summary>Replaces what was shown under that name, in whichever cell.</summary>
    /// <param name="data">The new value in each form.</param>
    /// <param name="displayId">The name.</param>
    void UpdateDisplay(MimeBundle data, string displayId);

    /// <summary>Removes what the cell has shown so far.</summary>
    /// <param name="wait">Whether to wait until the next output comes, so that nothing flickers.</param>
    void Clear(bool wait);

    /// <summary>Asks the person for a line.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <param name="isPassword">Whether the answer must not be seen.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">There is nobody to ask.</exception>
    string ReadLine(string prompt, bool isPassword, CancellationToken cancellationToken);
}
