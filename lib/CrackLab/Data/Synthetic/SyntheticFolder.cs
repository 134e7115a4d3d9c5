namespace CrackLab.Data.Synthetic;

/// <summary>A synthetic folder that is there for certain, and whether it has just been written.</summary>
/// <param name="Path">Full path of the folder.</param>
/// <param name="Manifest">What it holds.</param>
/// <param name="WasWritten">Whether it was written now; else it was there already.</param>
public sealed record SyntheticFolder(string Path, SyntheticManifest Manifest, bool WasWritten)
{
    /// <summary>Full path of the table of photo groups, which is there where several pictures are cut from one wall.</summary>
    public string Groups => System.IO.Path.Combine(Path, SyntheticFolderWriter.GroupsFile);

    /// <summary>What was done, in one sentence.</summary>
    public override string ToString() =>
        $"{ShownPath.Of(Path)}: {Manifest.Count} synthetic pictures of {Manifest.Size} pixels, {(WasWritten ? "written now" : "there already")}";
}
