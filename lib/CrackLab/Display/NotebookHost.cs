using System.Reflection;

namespace CrackLab.Display;

/// <summary>The notebook that the code runs in, found by name: no package of any kernel is needed.</summary>
/// <remarks>
/// A kernel offers AppContext data "Notebook.Display", a Func&lt;object, Action&lt;object&gt;&gt; that shows a value and
/// gives what replaces it, and "Notebook.Cancellation", a Func&lt;CancellationToken&gt; for the cell under way. Where the
/// first is missing, .NET Interactive's Kernel.display is looked for.
/// </remarks>
public static class NotebookHost
{
    private const string DisplayKey = "Notebook.Display";
    private const string CancellationKey = "Notebook.Cancellation";

    /// <summary>Cancelled when the cell under way is interrupted; never outside a notebook that says so.</summary>
    public static CancellationToken Cancellation =>
        AppContext.GetData(CancellationKey) is Func<CancellationToken> cell ? cell() : CancellationToken.None;

    /// <summary>Shows a value under the cell.</summary>
    /// <param name="value">The value.</param>
    /// <returns>What puts another value in its place, or <see langword="null"/> where there is no notebook.</returns>
    public static Action<object>? Show(object value) =>
        AppContext.GetData(DisplayKey) is Func<object, Action<object>> display ? display(value) : ShowInteractive(value);

    private static Action<object>? ShowInteractive(object value)
    {
        // public static DisplayedValue display(object value, params string[] mimeTypes)
        MethodInfo? display = Type.GetType("Microsoft.DotNet.Interactive.Kernel, Microsoft.DotNet.Interactive", throwOnError: false)
            ?.GetMethod("display", BindingFlags.Public | BindingFlags.Static, [typeof(object), typeof(string[])]);
        if (display?.Invoke(null, [value, Array.Empty<string>()]) is not { } shown
            || shown.GetType().GetMethod("Update", [typeof(object)]) is not { } update)
        {
            return null;
        }
        return next => update.Invoke(shown, [next]);
    }
}
