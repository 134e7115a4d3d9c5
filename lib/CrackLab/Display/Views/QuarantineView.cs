using CrackLab.Data;

namespace CrackLab.Display.Views;

/// <summary>What moving files away, or back, came to.</summary>
internal static class QuarantineView
{
    /// <summary>Renders a quarantine.</summary>
    /// <param name="result">The result.</param>
    public static string Render(QuarantineResult result) => View.Page(
        Markup.Of($"<p>{result.Moved} files moved to <code>{ShownPath.Of(result.Folder)}</code>; nothing was deleted.</p>"),
        Failures(result.Failures));

    /// <summary>Renders what putting back came to.</summary>
    /// <param name="result">The result.</param>
    public static string Render(RestoreResult result) => View.Page(
        Markup.Of($"<p>{result.Restored} files put back.</p>"),
        List("left in quarantine, because another file is in their place now", result.Refused),
        List("missing from both places", result.Missing),
        Failures(result.Failures));

    private static Markup Failures(IReadOnlyList<FileFailure> failures) => failures.Count == 0
        ? Markup.Empty
        : View.Table(
            ["file that could not be moved", "reason"],
            failures.Select(failure => new[] { Markup.Of($"<code>{failure.Path}</code>"), View.Cell(failure.Reason) }),
            texts: 2);

    private static Markup List(string what, IReadOnlyList<string> paths) => paths.Count == 0
        ? Markup.Empty
        : Markup.Of($"<p>{paths.Count} {what}: <code>{string.Join(", ", paths)}</code></p>");
}
