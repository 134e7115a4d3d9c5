using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CrackLab.Cli.Terminal;

/// <summary>How much of the work is done, in percent; nothing where nobody knows how much there is.</summary>
internal sealed class PercentColumn : ProgressColumn
{
    private const int Width = 4;

    public override IRenderable Render(RenderOptions options, Spectre.Console.ProgressTask task, TimeSpan deltaTime) =>
        new Text(task.IsIndeterminate ? "" : string.Create(CultureInfo.InvariantCulture, $"{(int)task.Percentage}%")).RightJustified();

    public override int? GetColumnWidth(RenderOptions options) => Width;
}
