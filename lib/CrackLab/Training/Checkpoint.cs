using System.Text.Json;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Serialization;

namespace CrackLab.Training;

/// <summary>A training at one moment: model, optimizer state and position, in one file that is also a model file.</summary>
/// <param name="Model">The weights in training, or for the best epoch's checkpoint those that its model has.</param>
/// <param name="State">The optimizer's moments and the weights' running mean.</param>
/// <param name="Position">Where training stands.</param>
/// <remarks>
/// Random numbers need no state of their own: order, augmentation and dropout follow from the seed and the position.
/// </remarks>
public sealed record Checkpoint(Sequential Model, IReadOnlyList<NamedTensor> State, TrainingPosition Position)
{
    private const string PositionKey = "training_position";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">A .safetensors file.</param>
    public void Save(string path) => ModelFile.Save(
        Model, path, State, new Dictionary<string, string>(StringComparer.Ordinal) { [PositionKey] = JsonSerializer.Serialize(Position, Json) });

    /// <summary>Reads the file.</summary>
    /// <param name="path">What <see cref="Save"/> wrote.</param>
    /// <exception cref="InvalidDataException">The file is no checkpoint, or is damaged.</exception>
    public static Checkpoint Load(string path)
    {
        Sequential model = ModelFile.Load(path, out IReadOnlyList<NamedTensor> state, out IReadOnlyDictionary<string, string> metadata);
        try
        {
            return new Checkpoint(model, state, JsonSerializer.Deserialize<TrainingPosition>(metadata.GetValueOrDefault(PositionKey, "null"), Json)
                ?? throw new JsonException("no position"));
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: expected a checkpoint, received a model without a training position ({error.Message}). Resume from a run's checkpoints/last.safetensors.", error);
        }
    }
}
