using System.Text;
using CrackLab.Kernel.Cells;

namespace CrackLab.Kernel.Scripting;

/// <summary>What a cell prints, on its way to the cell's output.</summary>
/// <param name="stream">Which stream this is.</param>
internal sealed class CellWriter(OutputStream stream) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value) => Send(value.ToString());

    /// <inheritdoc/>
    public override void Write(string? value) => Send(value);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Send(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Send(new string(buffer));

    /// <inheritdoc/>
    public override void Write(StringBuilder? value) => Send(value?.ToString());

    /// <inheritdoc/>
    public override void WriteLine() => Send(Environment.NewLine);

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Send(value + Environment.NewLine);

    /// <inheritdoc/>
    public override void WriteLine(char value) => Send(value + Environment.NewLine);

    /// <inheritdoc/>
    public override void WriteLine(char[] buffer, int index, int count) =>
        Send(new string(buffer, index, count) + Environment.NewLine);

    /// <inheritdoc/>
    public override void WriteLine(ReadOnlySpan<char> buffer) => Send(string.Concat(buffer, Environment.NewLine));

    /// <inheritdoc/>
    public override void WriteLine(StringBuilder? value) => Send(value + Environment.NewLine);

    /// <inheritdoc/>
    public override void WriteLine(object? value) =>
        Send((value is IFormattable formattable ? formattable.ToString(null, FormatProvider) : value?.ToString()) + Environment.NewLine);

    private void Send(string? text)
    {
        if (!string.IsNullOrEmpty(text)) ConsoleRouting.Send(stream, text);
    }
}
