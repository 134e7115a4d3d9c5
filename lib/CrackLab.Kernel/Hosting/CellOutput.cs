using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Formatting;
using CrackLab.Kernel.Protocol;

namespace CrackLab.Kernel.Hosting;

/// <summary>Output of a cell that a front end sent: goes out under the cell's own request, however late it comes.</summary>
/// <param name="request">The cell's request.</param>
/// <param name="channel">Where output goes out.</param>
/// <param name="input">Asks for lines.</param>
/// <param name="budget">How much text it may print.</param>
internal sealed class CellOutput(Request request, OutputChannel channel, InputChannel input, TextBudget budget) : ICellOutput
{
    private volatile bool _hasEnded;

    /// <inheritdoc/>
    public void Write(OutputStream stream, string text)
    {
        string shown = budget.Take(text, out string? notice) + notice;
        if (shown.Length > 0)
        {
            channel.Print(request.Header, stream, shown);
        }
    }

    /// <inheritdoc/>
    public void Display(MimeBundle data, string? displayId) => Post("display_data", Contents.Display(data, displayId));

    /// <inheritdoc/>
    public void UpdateDisplay(MimeBundle data, string displayId) => Post("update_display_data", Contents.Display(data, displayId));

    /// <inheritdoc/>
    public void Clear(bool wait)
    {
        Post("clear_output", Json.Write(writer => writer.WriteBoolean("wait", wait)));
        budget.Reset();
    }

    /// <inheritdoc/>
    public string ReadLine(string prompt, bool isPassword, CancellationToken cancellationToken) => _hasEnded
        ? throw new IOException("input: expected a running cell, received a question after its end. Ask before the cell ends.")
        : input.Ask(request, prompt, isPassword, cancellationToken);

    /// <summary>The cell has ended: what was cut off is counted, and nobody is asked any more.</summary>
    public void End()
    {
        _hasEnded = true;
        if (budget.Summary() is { } summary)
        {
            channel.Print(request.Header, OutputStream.Out, summary);
        }
    }

    private void Post(string type, byte[] content)
    {
        channel.WaitForRoom();
        channel.Post(type, request.Header, content);
    }
}
