using System.Globalization;

namespace CrackLab.Evaluation;

/// <summary>What a decision threshold is chosen for, as text: cautious, recall=0.99, precision=0.98, youden, f1, threshold=0.5.</summary>
public sealed record DecisionAim
{
    /// <summary>Recall that <see cref="AimKind.Cautious"/> asks for, 0..1.</summary>
    public const double CautiousRecall = 0.99;

    /// <summary>Highest threshold that <see cref="AimKind.Cautious"/> takes, 0..1.</summary>
    public const double CautiousThreshold = 0.1;

    /// <summary>The texts that <see cref="Parse"/> takes, for people.</summary>
    public const string Forms = "cautious, recall=0..1, precision=0..1, youden, f1 or threshold=0..1";

    private DecisionAim(AimKind kind, double? target) => (Kind, Target) = (kind, target);

    /// <summary>The aim of those who say nothing: finds at least 0.99 of the positives, at a threshold of 0.1 or lower.</summary>
    /// <remarks>
    /// A missed crack costs more than a second look at sound concrete. A recall alone would raise the threshold of a good
    /// model until it misses as many as are allowed. With calibrated probabilities, 0.1 is the threshold of least cost where
    /// a miss costs as much as nine false alarms. See docs/adr/0014-cautious-threshold.md.
    /// </remarks>
    public static DecisionAim Cautious { get; } = new(AimKind.Cautious, target: null);

    /// <summary>What is asked for.</summary>
    public AimKind Kind { get; }

    /// <summary>Least recall or precision, or the threshold, 0..1; <see langword="null"/> for aims without a number.</summary>
    public double? Target { get; }

    /// <summary>Reads an aim.</summary>
    /// <param name="text">One of <see cref="Forms"/>; case does not matter.</param>
    /// <exception cref="ArgumentException">It is none of them, or the number is out of its range.</exception>
    public static DecisionAim Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('=', 2);
        bool isNamed = Enum.TryParse(parts[0], ignoreCase: true, out AimKind kind)
            && char.IsAsciiLetter(parts[0][0]) && parts[0].All(char.IsAsciiLetterOrDigit);
        bool hasTarget = kind is AimKind.Recall or AimKind.Precision or AimKind.Threshold;
        double target = 0;
        bool isNumber = parts.Length == 2 && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out target)
            && target <= 1 && (kind == AimKind.Threshold ? target >= 0 : target > 0);
        return isNamed && (hasTarget ? isNumber : parts.Length == 1)
            ? new DecisionAim(kind, hasTarget ? target : null)
            : throw new ArgumentException($"Aim: expected {Forms}, received '{OneLine.Of(text)}'. Choose one of these, such as recall=0.99.", nameof(text));
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString()
    {
        string name = Kind.ToString().ToLowerInvariant();
        return Target is { } target ? string.Create(CultureInfo.InvariantCulture, $"{name}={target}") : name;
    }
}
