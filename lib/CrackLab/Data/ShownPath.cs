namespace CrackLab.Data;

/// <summary>Paths as people are shown them: as seen from the working folder, which says more and gives less away than the whole path.</summary>
internal static class ShownPath
{
    private const int MostStepsUp = 3;

    /// <summary>A path as seen from the working folder, with forward slashes; the whole path where it lies far from there.</summary>
    /// <param name="path">Any path.</param>
    public static string Of(string path)
    {
        string seen = Path.GetRelativePath(Environment.CurrentDirectory, path).Replace(Path.DirectorySeparatorChar, '/');
        int stepsUp = seen.Split('/').TakeWhile(step => step is "..").Count();
        return stepsUp <= MostStepsUp ? seen : path;
    }
}
