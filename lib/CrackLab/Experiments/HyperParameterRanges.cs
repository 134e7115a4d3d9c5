using CrackLab.Evaluation;

namespace CrackLab.Experiments;

/// <summary>Which values settings can have.</summary>
internal static class HyperParameterRanges
{
    private const int LargestSize = 8192;

    /// <summary>Refuses settings that no training can begin with.</summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static void Check(HyperParameters settings)
    {
        Require(settings.Size is >= 1 and <= LargestSize, "size", $"from 1 to {LargestSize}", settings.Size);
        Require(settings.Epochs >= 1, "epochs", "at least 1", settings.Epochs);
        Require(settings.BatchSize >= 1, "batchSize", "at least 1", settings.BatchSize);
        Require(settings.LearningRate > 0 && double.IsFinite(settings.LearningRate), "learningRate", "above 0", settings.LearningRate);
        RequirePart(settings.Momentum, "momentum");
        RequirePart(settings.AverageMomentum, "averageMomentum");
        RequirePart(settings.LabelSmoothing, "labelSmoothing");
        Require(settings.WeightDecay >= 0, "weightDecay", "at least 0", settings.WeightDecay);
        Require(settings.ClipNorm >= 0, "clipNorm", "at least 0", settings.ClipNorm);
        Require(settings.Patience >= 0, "patience", "at least 0", settings.Patience);
        Require(settings.PlateauPatience >= 0, "plateauPatience", "at least 0", settings.PlateauPatience);
        Require(settings.Brightness is >= 0 and <= 1, "brightness", "from 0 to 1", settings.Brightness);
        Require(settings.Contrast is >= 0 and <= 1, "contrast", "from 0 to 1", settings.Contrast);
        Require(settings.Limit >= 0, "limit", "at least 0", settings.Limit);
        _ = DecisionAim.Parse(settings.Aim);
    }

    /// <summary>Refuses an aim that the data cannot serve.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="ArgumentException">Another aim than the usual one needs two classes, or a validation part.</exception>
    public static void CheckAim(HyperParameters settings, int classes)
    {
        DecisionAim aim = DecisionAim.Parse(settings.Aim);
        if (aim != DecisionAim.Cautious && classes != 2)
        {
            throw new ArgumentException(
                $"Setting 'aim': expected two classes to choose a threshold between, received {classes}. Leave the aim out: of more than two classes the most probable one is taken.");
        }

        if (settings.ValidationPart == 0 && aim.Kind is not (AimKind.Cautious or AimKind.Threshold))
        {
            throw new ArgumentException(
                $"Setting 'aim': expected a validation part to choose the threshold on, received none for {aim}. Set validationPart above 0.");
        }
    }

    private static void RequirePart(double value, string name) =>
        Require(value is >= 0 and < 1, name, "from 0 to below 1", value);

    private static void Require(bool fits, string name, string expected, double received)
    {
        if (!fits)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Setting '{name}': expected a number {expected}, received {received}. Give another value."));
        }
    }
}
