using System.Globalization;

namespace CrackLab.Kernel.Cells;

/// <summary>How much text a cell may still print: beyond it text is counted, not shown.</summary>
/// <param name="most">UTF-16 units that a cell may print.</param>
internal sealed class TextBudget(int most)
{
    private readonly Lock _gate = new();
    private long _shown;
    private long _dropped;

    /// <summary>Gives the part of a text that may be shown.</summary>
    /// <param name="text">What was printed.</param>
    /// <param name="notice">The line that says so, where this text is the first to be cut off.</param>
    public string Take(string text, out string? notice)
    {
        lock (_gate)
        {
            int shown = (int)Math.Min(most - _shown, text.Length);
            notice = _dropped == 0 && shown < text.Length ? Notice() : null;
            _shown += shown;
            _dropped += text.Length - shown;
            return text[..shown];
        }
    }

    /// <summary>Begins anew, because what was shown has been removed.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _shown = 0;
            _dropped = 0;
        }
    }

    /// <summary>The line that ends a cell's text where some was dropped; <see langword="null"/> where none was.</summary>
    public string? Summary()
    {
        lock (_gate)
        {
            return _dropped == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"[{_dropped:N0} characters were not shown.]\n");
        }
    }

    private string Notice() => string.Create(
        CultureInfo.InvariantCulture, $"\n[A cell's text is cut off after {most:N0} characters; the rest is not shown.]\n");
}
