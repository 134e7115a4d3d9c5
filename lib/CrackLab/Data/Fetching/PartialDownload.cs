using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrackLab.Engine.Serialization;

namespace CrackLab.Data.Fetching;

/// <summary>The part of a file that has been received, with what the server said of the whole.</summary>
internal sealed class PartialDownload
{
    private const int KeyDigits = 12;

    private readonly string _part;
    private readonly string _record;

    /// <summary>Finds what is there of an address, or nothing.</summary>
    /// <param name="folder">Where parts are kept.</param>
    /// <param name="address">The address.</param>
    public PartialDownload(string folder, Uri address)
    {
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.AbsoluteUri)))[..KeyDigits];
        WholePath = Path.Combine(folder, $"{key}.archive");
        _part = Path.Combine(folder, $"{key}.part");
        _record = Path.Combine(folder, $"{key}.json");
        Record = Read(_record);
        if (Record is null)
            Discard();
    }

    /// <summary>Where the file is once it is whole.</summary>
    public string WholePath { get; }

    /// <summary>What the server said; <see langword="null"/> where nothing has been received.</summary>
    public DownloadRecord? Record { get; private set; }

    /// <summary>Bytes that are there.</summary>
    public long Length => File.Exists(_part) ? new FileInfo(_part).Length : 0;

    /// <summary>Begins anew: drops what is there and remembers what the server says.</summary>
    public void Begin(DownloadRecord record)
    {
        Discard();
        AtomicFile.WriteAllText(_record, JsonSerializer.Serialize(record));
        Record = record;
    }

    /// <summary>Opens the part to write at its end.</summary>
    public FileStream Append() => new(_part, FileMode.Append, FileAccess.Write, FileShare.Read);

    /// <summary>Drops the part and the record.</summary>
    public void Discard()
    {
        File.Delete(_part);
        File.Delete(_record);
        Record = null;
    }

    /// <summary>Gives the part the name of the whole.</summary>
    public void Complete()
    {
        using (var part = new FileStream(_part, FileMode.Open, FileAccess.ReadWrite))
        {
            part.Flush(flushToDisk: true);
        }

        File.Move(_part, WholePath, overwrite: true);
        File.Delete(_record);
    }

    private static DownloadRecord? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<DownloadRecord>(File.ReadAllText(path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
