namespace Shared;

/// <summary>The repository that the tests run in.</summary>
internal static class Repository
{
    /// <summary>Full path of its folder.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CrackLab.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException(
            $"{AppContext.BaseDirectory}: expected CrackLab.sln in a folder above, received none. Run the tests in the repository.");
    }
}
