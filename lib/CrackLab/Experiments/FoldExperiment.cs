using System.Globalization;
using CrackLab.Data;
using CrackLab.Engine.Serialization;
using CrackLab.Evaluation;
using CrackLab.Tracking;

namespace CrackLab.Experiments;

/// <summary>Photo-safe cross-validation: an experiment for each fold, judged on that fold, and the figures over all of them.</summary>
public static class FoldExperiment
{
    /// <summary>Name of the file of figures in the folder.</summary>
    public const string JsonName = "folds.json";

    /// <summary>Trains and judges on each fold in turn.</summary>
    /// <param name="options">Data and folder; each fold is a run folder in it, fold-1 and so on.</param>
    /// <param name="settings">
    /// The settings of each run. A fold is its run's test part; the others are divided into training and validation part in
    /// the proportion of trainPart and validationPart, and testPart is not used.
    /// </param>
    /// <param name="folds">How many folds, at least 2.</param>
    /// <param name="resumed">Settings that the user asked for, as "name=value", to go on with a cross-validation; <see langword="null"/> for a new one.</param>
    /// <param name="observer">Who is told, or <see langword="null"/>; its callbacks see one training after the other.</param>
    /// <param name="cancellationToken">Ends the training under way and saves it.</param>
    /// <exception cref="ArgumentException">A setting is out of its range, or another than the folds began with.</exception>
    /// <exception cref="InvalidDataException">A class has too few groups for so many folds, or a file is damaged.</exception>
    /// <exception cref="IOException">The folder is taken.</exception>
    public static FoldsResult Run(
        ExperimentOptions options,
        HyperParameters settings,
        int folds,
        IEnumerable<string>? resumed = null,
        ExperimentObserver? observer = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        observer ??= new ExperimentObserver();
        settings = options.Groups is null ? settings : settings with { KeepTogether = Grouping.Photo };
        string root = Path.GetFullPath(options.Run ?? RunFolder.DefaultPath(".", $"{Path.GetFileNameWithoutExtension(settings.Model)}-folds"));
        string[] changes = [.. resumed ?? []];
        settings = resumed is null ? settings : Begun(root, folds, settings);
        if (resumed is null && options.Run is not null)
        {
            RunFolder.RefuseTaken(root);
        }

        ExperimentData data = Experiment.Prepare(options, settings, observer, cancellationToken);
        using FolderLock held = options.Run is null ? DatedFolder.Claim(root, out root) : Enter(root, isNew: resumed is null);
        ImageSet set = data.Set;
        double rest = settings.TrainPart + settings.ValidationPart;
        List<ExperimentResult> results = [];
        foreach ((int[] inside, ImageSet others) in CrossValidation.Parts(set, set.Folds(folds, settings.Seed)))
        {
            string run = FoldPath(root, results.Count + 1);
            observer.Note?.Invoke($"Fold {results.Count + 1} of {folds}: {inside.Length} images to judge on.");
            ExperimentOptions fold = options with { Run = run };
            if (RunFolder.HasBegun(run))
            {
                results.Add(Experiment.GoOn(fold, settings, changes, mayChange: false, observer, cancellationToken));
            }
            else
            {
                DataSplit parts = others.Split(settings.TrainPart / rest, settings.ValidationPart / rest, 0, settings.Seed, settings.KeepTogether);
                results.Add(Experiment.Begin(fold, settings, parts with { Test = set.Pick(inside) }, data, observer, cancellationToken));
            }

            if (results[^1].Training.IsInterrupted)
            {
                return new FoldsResult(root, results, []);
            }
        }

        var result = new FoldsResult(root, results, Metrics([.. results.Select(fold => fold.Evaluation!)]));
        AtomicFile.WriteAllText(Path.Combine(root, JsonName), result.ToJson() + "\n");
        return result;
    }

    /// <summary>The figures over the folds.</summary>
    internal static IReadOnlyList<FoldMetric> Metrics(IReadOnlyList<EvaluationResult> folds)
    {
        (string Name, Func<EvaluationResult, double?> Value)[] figures =
        [
            ("accuracy", fold => fold.Accuracy.Value),
            ("balancedAccuracy", fold => fold.BalancedAccuracy.Value),
            ("precision", fold => fold.Precision.Value),
            ("recall", fold => fold.Recall.Value),
            ("f1", fold => fold.F1.Value),
            ("specificity", fold => fold.Specificity.Value),
            ("auc", fold => fold.Auc.Value),
            ("averagePrecision", fold => fold.AveragePrecision.Value),
            ("ece", fold => fold.Reliability.Ece),
        ];
        return [.. figures.Select(figure => FoldMetric.Of(figure.Name, [.. folds.Select(figure.Value)]))];
    }

    /// <summary>Takes the folder; makes it where it is missing.</summary>
    private static FolderLock Enter(string root, bool isNew)
    {
        try
        {
            DiskOrder.CreateFolder(root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFault.Explain(root, e);
        }

        FolderLock held = FolderLock.Take(root, $"Folds '{root}'");
        try
        {
            if (isNew)
            {
                RunFolder.RefuseTaken(root);
            }

            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The settings that the folds began with; those given where none has.</summary>
    private static HyperParameters Begun(string root, int folds, HyperParameters settings)
    {
        string first = FoldPath(root, 1);
        if (!RunFolder.HasBegun(first))
        {
            return settings;
        }

        if (RunFolder.HasBegun(FoldPath(root, folds + 1)))
        {
            throw new ArgumentException($"{root}: expected the number of folds that it began with, received {folds}. Give the same number.", nameof(folds));
        }

        RunFolder folder = RunFolder.Open(first);
        return HyperParametersJson.Read(RunRecord.Read(folder.RecordFile).Settings, folder.RecordFile);
    }

    private static string FoldPath(string root, int number) =>
        Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"fold-{number}"));
}
