namespace CrackLab.Prediction;

/// <summary>A file or folder in a folder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
internal readonly record struct FolderEntry(string Name, bool IsFolder)
{
    /// <summary>What it sorts by.</summary>
    public string Key { get; } = IsFolder ? Name + Path.DirectorySeparatorChar : Name;
}
