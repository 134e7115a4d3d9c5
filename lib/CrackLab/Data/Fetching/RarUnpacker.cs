namespace CrackLab.Data.Fetching;

/// <summary>Unpacks a RAR by programs of this machine, one after the other until one manages.</summary>
/// <param name="tools">The programs.</param>
/// <param name="downloads">Folder where what was downloaded is kept; <see langword="null"/> where nothing was.</param>
internal sealed class RarUnpacker(IReadOnlyList<UnpackTool> tools, string? downloads)
{
    private const string HowToGetOne =
        "install bsdtar or 7-Zip (Debian and Ubuntu: apt install libarchive-tools; Fedora: dnf install bsdtar; macOS: brew install sevenzip; Windows: winget install 7zip.7zip)";

    /// <summary>Unpacks.</summary>
    /// <param name="path">Full path of the RAR.</param>
    /// <param name="folder">An empty folder.</param>
    /// <param name="archive">What to call it to people.</param>
    /// <param name="progress">Told how many files are there.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="InvalidDataException">A name leads out of the archive.</exception>
    /// <exception cref="IOException">There is no program for it, or none managed.</exception>
    public void Unpack(string path, string folder, string archive, IProgress<long> progress, CancellationToken cancellation)
    {
        List<string> complaints = [];
        foreach (UnpackTool tool in tools)
        {
            ToolRun listing = ToolRun.Of(tool.Executable, tool.ListArguments(path), () => { }, cancellation);
            if (listing.ExitCode != 0)
            {
                complaints.Add($"{tool.Name}: {listing.Complaint}");
                continue;
            }

            foreach (string name in tool.NamesIn(listing.Output))
                EntryName.Check(name, archive);
            ToolRun unpacking = ToolRun.Of(tool.Executable, tool.UnpackArguments(path, folder), () => progress.Report(CountFiles(folder)), cancellation);
            if (unpacking.ExitCode == 0)
            {
                progress.Report(CountFiles(folder));
                return;
            }

            complaints.Add($"{tool.Name}: {unpacking.Complaint}");
            Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
        }

        string kept = downloads is null ? "" : $"; what was downloaded is kept in '{downloads}'";
        throw new IOException(complaints.Count == 0
            ? $"'{archive}': expected bsdtar, 7z or unrar to unpack the RAR, received none on the PATH. To get one, {HowToGetOne} and run this again{kept}."
            : $"'{archive}': expected a RAR that can be unpacked, received '{string.Join("; ", complaints)}'. "
                + $"Free space if the disk is full, else take another program: {HowToGetOne}{kept}.");
    }

    // Files appear while they are counted, and may be gone when a link among them is looked at.
    private static int CountFiles(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count();
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
