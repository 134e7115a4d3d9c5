using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CrackLab.Engine.Serialization;
using CrackLab.Training;

namespace CrackLab.Tracking;

/// <summary>The file run.json: everything it takes to do a run again.</summary>
public sealed record RunRecord
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter<RunStatus>(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Name of the run.</summary>
    public required string Name { get; init; }

    /// <summary>The command line or call that started it.</summary>
    public required string Command { get; init; }

    /// <summary>Every hyperparameter by name.</summary>
    public required JsonObject Settings { get; init; }

    /// <summary>Seed of all randomness.</summary>
    public required int Seed { get; init; }

    /// <summary>The data.</summary>
    public required DatasetRecord Dataset { get; init; }

    /// <summary>The machine.</summary>
    public required MachineRecord Machine { get; init; }

    /// <summary>Name of the engine that computed, or of several in turn; <see langword="null"/> in runs from before there were several.</summary>
    public string? Engine { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended, or <see langword="null"/> while it has not.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>How far it has come.</summary>
    public RunStatus Status { get; init; }

    /// <summary>Why it failed, in one line, or <see langword="null"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Failure { get; init; }

    /// <summary>Where its numbers became NaN or infinite, where that is why it failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Divergence? Divergence { get; init; }

    /// <summary>Settings that it was resumed with other values of, oldest first; <see langword="null"/> for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SettingChange>? Changes { get; init; }

    /// <summary>The record of the run once it has failed.</summary>
    /// <param name="error">What ended it.</param>
    public RunRecord Failed(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return this with
        {
            Status = RunStatus.Failed,
            Finished = DateTimeOffset.UtcNow,
            Failure = error.Message,
            Divergence = (error as DivergenceException)?.Divergence,
        };
    }

    /// <summary>Reads a record.</summary>
    /// <param name="path">Path of run.json.</param>
    /// <exception cref="InvalidDataException">The file is no such record.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static RunRecord Read(string path)
    {
        try
        {
            string text = File.ReadAllText(path);
            using (JsonText.Parse(text))
            {
                // The settings are kept as JSON: what is wrong with them must show itself here.
            }

            return JsonSerializer.Deserialize<RunRecord>(text, Options)
                ?? throw new JsonException("the record is null");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"{path}: expected the record of a run, received something else at line " +
                $"{exception.LineNumber + 1 ?? 1}: {exception.Message} Take the file that training wrote.",
                exception);
        }
    }

    /// <summary>Writes the record whole, replacing an older one.</summary>
    /// <param name="path">Path of run.json.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public void Write(string path) => AtomicFile.WriteAllText(path, JsonSerializer.Serialize(this, Options) + "\n");
}
