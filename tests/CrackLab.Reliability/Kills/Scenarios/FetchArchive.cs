using System.IO.Compression;
using CrackLab.Data.Fetching;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills.Scenarios;

/// <summary>An archive laid out as that of the public dataset, of files of four bytes.</summary>
/// <param name="place">Where it lies.</param>
internal sealed class FetchArchive(Workplace place)
{
    /// <summary>Path of the archive; made where it is missing.</summary>
    public string File
    {
        get
        {
            string path = place.Below("set.zip");
            if (!System.IO.File.Exists(path))
            {
                Write(path);
            }

            return path;
        }
    }

    private static void Write(string path)
    {
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, int count) in PublicDatasets.ConcreteCracks.Classes)
        {
            for (int i = 1; i <= count; i++)
            {
                using Stream entry = zip.CreateEntry($"{name}/{i:D5}.jpg", CompressionLevel.NoCompression).Open();
                entry.Write(BitConverter.GetBytes(i));
            }
        }
    }
}
