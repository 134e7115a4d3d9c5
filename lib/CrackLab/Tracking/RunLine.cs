namespace CrackLab.Tracking;

/// <summary>One figure of one part of a run, over its epochs.</summary>
/// <param name="Measure">What is measured: "loss", "accuracy", "learning rate", "images/s" or the tag of an event file.</param>
/// <param name="Part">"train" or "validation"; of other event files the folder they lie in.</param>
/// <param name="Points">By rising step.</param>
public sealed record RunLine(string Measure, string Part, IReadOnlyList<RunPoint> Points)
{
    /// <summary>Mean loss over a part.</summary>
    public const string Loss = "loss";

    /// <summary>Accuracy on a part, 0..1.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>Learning rate at the end of an epoch.</summary>
    public const string LearningRate = "learning rate";

    /// <summary>Training images a second.</summary>
    public const string Speed = "images/s";

    /// <summary>The part that is trained on.</summary>
    public const string Train = "train";

    /// <summary>The part that decides which epoch is the best.</summary>
    public const string Validation = "validation";
}
