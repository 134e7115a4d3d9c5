using CrackLab.Data;
using CrackLab.Display.Views;

namespace CrackLab.Display;

/// <summary>The answer to an exercise of a lesson, checked.</summary>
/// <param name="Name">Which exercise.</param>
/// <param name="IsSolved">Whether the answer is right.</param>
/// <param name="Hint">Where to look next; told only while it is not.</param>
[TypeFormatterSource]
public sealed record Exercise(string Name, bool IsSolved, string Hint) : INotebookView
{
    /// <summary>Checks an answer.</summary>
    /// <param name="name">Which exercise.</param>
    /// <param name="isRight">Looks at the answer; an exception counts as not solved, and is told unless it is that of a null.</param>
    /// <param name="hint">Where to look next.</param>
    public static Exercise Check(string name, Func<bool> isRight, string hint)
    {
        ArgumentNullException.ThrowIfNull(isRight);
        try
        {
            return new Exercise(name, isRight(), hint);
        }
        catch (NullReferenceException)
        {
            // The answer is still the placeholder.
            return new Exercise(name, IsSolved: false, hint);
        }
        catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException or ThreadInterruptedException))
        {
            return new Exercise(name, IsSolved: false, $"{hint} (The check ended with {error.GetType().Name}: {error.Message})");
        }
    }

    /// <inheritdoc/>
    public string ToHtml()
    {
        string colour = IsSolved ? "#1a8f5a" : "#b7791f";
        return View.Page([Markup.Of(
            $"""<p style="border-left:4px solid {colour};padding:.2em .8em"><strong>{Mark} {Name}</strong>: {Verdict}</p>""")]);
    }

    /// <summary>Name and verdict.</summary>
    public override string ToString() => $"{Mark} {Name}: {Verdict}";

    private string Mark => IsSolved ? "✓" : "○";

    private string Verdict => IsSolved ? "right." : $"not yet. {Hint}";
}
