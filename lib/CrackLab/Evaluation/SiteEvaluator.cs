using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;

namespace CrackLab.Evaluation;

/// <summary>Judges a model on a site that it was not trained on: other concrete, another camera, other light.</summary>
public static class SiteEvaluator
{
    /// <summary>Predicts every image, fits the threshold if asked to, and computes all figures.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="set">Images of the site, with the model's classes (see <see cref="ImageSet.MapClasses"/>).</param>
    /// <param name="options">How; <see langword="null"/> for the usual choices.</param>
    /// <param name="engine">What computes; <see langword="null"/> for <see cref="SimdEngine"/>.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ArgumentException">The set's classes are not the model's, or are more than two where a threshold shall be fitted.</exception>
    /// <exception cref="InvalidDataException">There are too few images to fit on some and judge on others.</exception>
    public static SiteResult Evaluate(
        Sequential model, ImageSet set, SiteOptions? options = null, IEngine? engine = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(set);
        options ??= new SiteOptions();
        bool isBinary = set.Classes.Count == 2;
        if (options.Calibrate > 0 && !isBinary)
        {
            throw new ArgumentException(
                $"Calibrating on '{set.Root}': expected a model of two classes, received one of {set.Classes.Count}. Leave the calibration out.",
                nameof(options));
        }

        ImageSet fitted = set.Pick([]), judged = set;
        if (options.Calibrate > 0)
        {
            set = set.HasPhotoGroups ? set : set.WithGroups(set.FindOverlaps(cancellationToken: cancellationToken).Table);
            fitted = set.Limit(options.Calibrate, options.Seed);
            judged = set.WithoutGroupsOf(fitted);
            RequireBoth(set, fitted, "fit a threshold on");
            RequireBoth(set, judged, "judge it on");
        }

        ScoredSet scored = SetEvaluator.Evaluate(model, judged, options.Threshold, engine, cancellationToken);
        Calibration? calibration = null;
        if (options.Calibrate > 0)
        {
            double threshold = Fit(SetEvaluator.Evaluate(model, fitted, threshold: null, engine, cancellationToken));
            calibration = new Calibration(fitted, options.Seed, threshold, set.Count - fitted.Count - judged.Count, scored.Result);
            scored = scored.At(threshold, cancellationToken: cancellationToken);
        }

        return new SiteResult
        {
            Set = judged,
            Result = scored.Result,
            RecallAtPrecision = isBinary ? RecallAtPrecision.Find(scored.PositiveScores(), IsPositive(judged), options.Precision) : null,
            AlwaysPositive = isBinary ? Evaluator.Evaluate([.. judged.Samples.Select(_ => 1f)], Labels(judged), judged.Classes, cancellationToken: cancellationToken) : null,
            Calibration = calibration,
        };
    }

    private static double Fit(ScoredSet scored) => DecisionThreshold.MaximizingF1(scored.PositiveScores(), IsPositive(scored.Set))!.Value;

    private static bool[] IsPositive(ImageSet set) => [.. set.Samples.Select(sample => sample.Label == 1)];

    private static int[] Labels(ImageSet set) => [.. set.Samples.Select(sample => sample.Label)];

    private static void RequireBoth(ImageSet all, ImageSet part, string purpose)
    {
        if (part.ClassCounts.Any(count => count == 0))
        {
            throw new InvalidDataException(
                $"Calibrating on '{all.Root}': expected images of {string.Join(" and ", all.Classes)} to {purpose}, received {string.Join(" and ", part.ClassCounts)}. Add labelled images, or fit on another number of them.");
        }
    }
}
