namespace CrackLab.Data;

/// <summary>Paths as people and committed notebooks should see them: relative to the working folder, where that is near.</summary>
internal static class ShownPath
{
    private const string Up = "../";

    /// <summary>The path to show, with '/'.</summary>
    /// <param name="path">A full path.</param>
    public static string Of(string path)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path).Replace('\\', '/');
        bool isNear = !Path.IsPathRooted(relative) && !relative.StartsWith(Up + Up + Up, StringComparison.Ordinal);
        return isNear ? relative : path;
    }

    /// <summary>A text with the paths below a folder shortened to their part below it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="folder">Full path of the folder.</param>
    public static string? Shorten(string? text, string folder) =>
        text?.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
}
