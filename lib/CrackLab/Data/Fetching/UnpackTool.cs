namespace CrackLab.Data.Fetching;

/// <summary>A program on this machine that may unpack a RAR.</summary>
/// <param name="Kind">Its command line.</param>
/// <param name="Executable">Its full path.</param>
internal sealed record UnpackTool(UnpackToolKind Kind, string Executable)
{
    private const string SevenZipName = "Path = ";

    // Windows and macOS have libarchive's tar under the plain name; elsewhere that is GNU's, which knows no RAR.
    private static readonly (UnpackToolKind Kind, string Name)[] Names =
    [
        (UnpackToolKind.Bsdtar, "bsdtar"),
        .. OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? [(UnpackToolKind.Bsdtar, "tar")] : Array.Empty<(UnpackToolKind, string)>(),
        (UnpackToolKind.SevenZip, "7zz"),
        (UnpackToolKind.SevenZip, "7z"),
        (UnpackToolKind.Unrar, "unrar"),
    ];

    /// <summary>Its name for people.</summary>
    public string Name => Path.GetFileNameWithoutExtension(Executable);

    /// <summary>Finds those that are there, the one most likely to manage first.</summary>
    /// <param name="searchPath">Folders as PATH has them; 7-Zip's usual folder on Windows is looked into besides.</param>
    public static IReadOnlyList<UnpackTool> Find(string searchPath)
    {
        string programs = Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles);
        string[] folders =
        [
            .. searchPath.Split(Path.PathSeparator).Where(Path.IsPathFullyQualified),
            .. OperatingSystem.IsWindows() ? [Path.Combine(programs, "7-Zip")] : Array.Empty<string>(),
        ];
        return [.. from tool in Names
                   let path = folders.Select(folder => FileIn(folder, tool.Name)).FirstOrDefault(IsExecutable)
                   where path is not null
                   select new UnpackTool(tool.Kind, path)];
    }

    /// <summary>Arguments that list the names in an archive.</summary>
    public IReadOnlyList<string> ListArguments(string archive) => Kind switch
    {
        UnpackToolKind.Bsdtar => ["-tf", archive],
        UnpackToolKind.SevenZip => ["l", "-slt", "-ba", "-sccUTF-8", "-p-", archive],
        _ => ["lb", "-p-", "-c-", archive],
    };

    /// <summary>Arguments that unpack an archive.</summary>
    public IReadOnlyList<string> UnpackArguments(string archive, string folder) => Kind switch
    {
        UnpackToolKind.Bsdtar => ["-xf", archive, "-C", folder, "--no-same-owner", "--no-same-permissions"],
        UnpackToolKind.SevenZip => ["x", "-y", "-bd", "-p-", $"-o{folder}", archive],
        _ => ["x", "-idq", "-o+", "-y", "-p-", "-c-", archive, Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar],
    };

    /// <summary>The names in what the listing wrote.</summary>
    public IEnumerable<string> NamesIn(string listing)
    {
        IEnumerable<string> lines = listing.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0);
        return Kind == UnpackToolKind.SevenZip
            ? lines.Where(line => line.StartsWith(SevenZipName, StringComparison.Ordinal)).Select(line => line[SevenZipName.Length..])
            : lines;
    }

    private static string FileIn(string folder, string name) =>
        Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name);

    private static bool IsExecutable(string path)
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Execute) != UnixFileMode.None);
    }
}
