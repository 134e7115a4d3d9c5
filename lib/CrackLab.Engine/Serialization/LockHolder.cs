using System.Globalization;
using System.Text.Json;

namespace CrackLab.Engine.Serialization;

/// <summary>Who holds a <see cref="FolderLock"/>.</summary>
/// <param name="Process">Number of the process.</param>
/// <param name="Host">Name of its machine.</param>
/// <param name="Since">When it took the lock, by its own clock.</param>
internal sealed record LockHolder(int Process, string Host, DateTimeOffset Since)
{
    /// <summary>This process, now.</summary>
    public static LockHolder Current() => new(Environment.ProcessId, Environment.MachineName, DateTimeOffset.UtcNow);

    /// <summary>Reads what <see cref="Write"/> wrote, or gives <see langword="null"/>: it helps people and decides nothing.</summary>
    /// <param name="path">Path of the file.</param>
    public static LockHolder? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<LockHolder>(File.ReadAllText(path), JsonSerializerOptions.Web);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it where that is possible.</summary>
    /// <param name="path">Path of the file.</param>
    public void Write(string path)
    {
        try
        {
            File.WriteAllText(path, JsonSerializer.Serialize(this, JsonSerializerOptions.Web));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The lock holds without it; on a full disk the others read less of whose it is.
        }
    }

    /// <summary>Process, machine and time, for people.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"process {Process} on '{Host}' since {Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
}
