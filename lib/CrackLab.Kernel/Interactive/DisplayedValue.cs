using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Formatting;

namespace CrackLab.Kernel.Interactive;

/// <summary>A value that is shown under a cell and can be replaced by another.</summary>
public sealed class DisplayedValue
{
    private readonly ICellOutput? _output;
    private readonly string _id;
    private readonly string[] _mimeTypes;

    /// <summary>Remembers where a value was shown.</summary>
    /// <param name="output">The cell's output.</param>
    /// <param name="id">The name it was shown under.</param>
    /// <param name="mimeTypes">The forms asked for; none for all.</param>
    internal DisplayedValue(ICellOutput? output, string id, string[] mimeTypes)
    {
        _output = output;
        _id = id;
        _mimeTypes = mimeTypes;
    }

    /// <summary>Shows another value in the same place.</summary>
    /// <param name="value">The new value.</param>
    public void Update(object? value)
    {
        MimeBundle data = Formatter.Format(value, _mimeTypes);
        _output?.UpdateDisplay(data, _id);
    }
}
