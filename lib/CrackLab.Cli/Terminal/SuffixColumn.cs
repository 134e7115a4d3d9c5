using Spectre.Console;
using Spectre.Console.Rendering;

namespace CrackLab.Cli.Terminal;

/// <summary>The words to the right of a bar.</summary>
internal sealed class SuffixColumn : ProgressColumn
{
    private const string Key = "suffix";

    protected override bool NoWrap => true;

    public static void Set(Spectre.Console.ProgressTask task, string words) =>
        task.State.Update<Suffix>(Key, _ => new Suffix(words));

    public override IRenderable Render(RenderOptions options, Spectre.Console.ProgressTask task, TimeSpan deltaTime) =>
        new Text(task.State.Get<Suffix>(Key).Words ?? "");

    // A bar's state takes structures only.
    private readonly record struct Suffix(string? Words);
}
