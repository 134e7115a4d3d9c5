using CrackLab.Kernel.Interactive;

namespace CrackLab.Kernel.Scripting;

/// <summary>Two hooks for libraries that know no kernel, found by name in <see cref="AppContext"/> and made of base types alone.</summary>
/// <remarks>
/// <c>AppContext.GetData("Notebook.Display")</c> is a <c>Func&lt;object, Action&lt;object&gt;&gt;</c>: it shows a value under
/// the current cell and returns what replaces it by another. <c>AppContext.GetData("Notebook.Cancellation")</c> is a
/// <c>Func&lt;CancellationToken&gt;</c>: the token of the current cell, which an interrupt cancels before anything else;
/// long work that heeds it can stop in good order (150 ms are left to it).
/// </remarks>
internal static class NotebookHooks
{
    /// <summary>Name of the hook that shows values.</summary>
    public const string Display = "Notebook.Display";

    /// <summary>Name of the hook that tells when to stop.</summary>
    public const string Cancellation = "Notebook.Cancellation";

    /// <summary>Sets both.</summary>
    public static void Install()
    {
        AppContext.SetData(Display, (Func<object, Action<object>>)(value => Functions.display(value).Update));
        AppContext.SetData(Cancellation, (Func<CancellationToken>)(() => CellRun.Current?.Token ?? CancellationToken.None));
    }
}
