using System.Diagnostics;
using System.Globalization;
using CrackLab.Kernel.Formatting;
using CrackLab.Kernel.Interactive;

namespace CrackLab.Kernel.Magics;

/// <summary>Tells how long the cell took.</summary>
internal sealed class TimeMagic : IMagic
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } = ["time"];

    /// <inheritdoc/>
    public string Description => "Tells how long the cell took.";

    /// <inheritdoc/>
    public bool TakesText => false;

    /// <inheritdoc/>
    public void Run(MagicCall call)
    {
        long began = Stopwatch.GetTimestamp();
        call.AtEnd.Add(() =>
        {
            TimeSpan took = Stopwatch.GetElapsedTime(began);
            string text = took.TotalSeconds < 1
                ? string.Create(CultureInfo.InvariantCulture, $"Wall time: {took.TotalMilliseconds:0.0} ms")
                : string.Create(CultureInfo.InvariantCulture, $"Wall time: {took.TotalSeconds:0.00} s");
            Functions.display(text, MimeBundle.PlainText);
        });
    }
}
