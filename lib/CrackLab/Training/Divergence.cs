using System.Text.Json.Serialization;
using CrackLab.Engine.Execution;

namespace CrackLab.Training;

/// <summary>Where a training met a number that is none, NaN or infinite, and what it was at.</summary>
public sealed record Divergence
{
    private const int MostNames = 3;

    /// <summary>Number of the epoch, counted from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Number of the batch in it, counted from 1; <see langword="null"/> for the validation at its end.</summary>
    public int? Batch { get; init; }

    /// <summary>What was being computed.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<FaultStage>))]
    public required FaultStage Stage { get; init; }

    /// <summary>Name of the first layer concerned, or <see langword="null"/> where it is no matter of layers.</summary>
    public string? Layer { get; init; }

    /// <summary>Name of the weight concerned, or <see langword="null"/>.</summary>
    public string? Tensor { get; init; }

    /// <summary>Learning rate of the step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The pictures concerned, as paths in the set: those whose numbers are none, else the whole batch.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>How many pictures the batch has.</summary>
    public required int BatchSize { get; init; }

    /// <summary>What happened where, and how to mend it, in one line.</summary>
    public override string ToString()
    {
        string place = Batch is { } batch ? $"batch {batch}" : "validation";
        return FormattableString.Invariant(
            $"Training, epoch {Epoch}, {place}: expected finite numbers, received NaN or infinity in {Fault}; {Named}, the learning rate is {LearningRate:g3}. {Mend}");
    }

    private NumericFault Fault => new(Stage, Layer, Tensor, []);

    private string Named
    {
        get
        {
            string names = string.Join(", ", Files.Take(MostNames).Select(file => $"'{file}'"));
            string more = Files.Count > MostNames ? $" and {Files.Count - MostNames} more" : "";
            return Files.Count == BatchSize
                ? $"the batch is {names}{more}"
                : $"{Files.Count} of the batch's {BatchSize} pictures are concerned ({names}{more})";
        }
    }

    private string Mend => Stage switch
    {
        FaultStage.Weights => "Look at what changed the weights between two steps, or start from another model.",
        _ when Files.Count < BatchSize => "Look at these pictures, lower the learning rate or clip gradients (clipNorm).",
        _ => "Lower the learning rate, or clip gradients (clipNorm).",
    };
}
