using System.Globalization;
using CrackLab.Engine.Serialization;

namespace CrackLab.Tracking;

/// <summary>Folders named by the time: what two processes begin in the same second does not meet in one.</summary>
internal static class DatedFolder
{
    private const int MostOfOneSecond = 10_000;

    /// <summary>Makes a new folder and holds it; if the name is taken, it gets a number behind it.</summary>
    /// <param name="path">Path that it has if nothing is there.</param>
    /// <param name="claimed">Path that it has.</param>
    /// <returns>What keeps others out of it.</returns>
    /// <exception cref="IOException">It can't be made.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static FolderLock Claim(string path, out string claimed)
    {
        for (int number = 1; ; number++)
        {
            claimed = number == 1 ? path : string.Create(CultureInfo.InvariantCulture, $"{path}-{number}");
            if (Path.Exists(claimed) && number < MostOfOneSecond)
            {
                continue;
            }

            try
            {
                DiskOrder.CreateFolder(claimed);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw WriteFault.Explain(claimed, e);
            }

            FolderLock? held = FolderLock.TryTake(claimed);
            if (held is not null && Directory.EnumerateFileSystemEntries(claimed).All(FolderLock.IsTrace))
            {
                return held;
            }

            // Another process was quicker.
            held?.Dispose();
        }
    }
}
