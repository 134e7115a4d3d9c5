namespace CrackLab.Kernel.Interactive;

/// <summary>Showing values under the cell.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows a value under the cell.</summary>
    /// <param name="value">The value.</param>
    /// <param name="mimeTypes">The forms to show, such as "text/html"; none for all.</param>
    /// <returns>What replaces the value by another.</returns>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => Functions.display(value, mimeTypes);
}
