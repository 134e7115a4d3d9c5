using System.Text.Json;
using CrackLab.Engine.Serialization;
using CrackLab.Tracking;

namespace CrackLab.Sweeps;

/// <summary>The file sweep.json: what a sweep began with, so that others can join it.</summary>
/// <param name="Spec">The specification, as text that is equal for equal ones.</param>
/// <param name="Dataset">The data.</param>
internal sealed record SweepRecord(string Spec, DatasetRecord Dataset)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">It is no such record.</exception>
    public static SweepRecord Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<SweepRecord>(File.ReadAllText(path), Options) is { Spec: not null, Dataset: not null } record
                ? record
                : throw new JsonException("a part is missing");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: expected the record of a sweep, received something else: {error.Message} Take the file that the sweep wrote.", error);
        }
    }

    /// <summary>Writes the file unless another process was first.</summary>
    public void WriteFirst(string path)
    {
        using PendingFile file = AtomicFile.Create(path);
        JsonSerializer.Serialize(file.Stream, this, Options);
        try
        {
            file.Commit(overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process began the same moment: what it wrote is compared with what was asked for.
        }
    }
}
