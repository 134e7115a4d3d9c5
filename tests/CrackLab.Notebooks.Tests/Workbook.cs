using CrackLab.Data;
using CrackLab.Data.Overlaps;
using CrackLab.Data.Synthetic;
using CrackLab.Display;
using CrackLab.Engine;
using CrackLab.Evaluation;
using CrackLab.Prediction;
using CrackLab.Training;

namespace CrackLab.Notebooks.Tests;

/// <summary>One of each object that a notebook shows, made once by a small run through the whole library.</summary>
public sealed class Workbook : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("cracklab-notebooks-tests-").FullName;
    private readonly Dictionary<string, object> _objects = new(StringComparer.Ordinal);

    public Workbook()
    {
        string photos = Path.Combine(_home, "photos");
        SyntheticConcrete.WriteFolder(photos, new SyntheticFolderOptions { Count = 40, Size = 48, DanglingLink = false });
        ImageFolder folder = ImageFolder.Open(photos);
        InspectionReport report = folder.Inspect();
        QuarantineResult quarantine = report.Quarantine(Path.Combine(_home, "quarantine"));
        DataSplit split = report.Healthy.Split(0.6, 0.2, 0.2);
        Sequential model = Models.CrackNet(32);
        var trainer = new Trainer(model) { Epochs = 2, CacheFolder = _home };
        TrainingResult training = trainer.Fit(split.Train, split.Validation);
        OverlapReport overlaps = report.Healthy.FindOverlaps();
        ScoredSet scored = SetEvaluator.Evaluate(training.BestModel, split.Validation);
        using var classifier = new Classifier(training.BestModel);
        foreach (object value in new object[]
        {
            folder, report, quarantine, report.Restore(), report.Healthy, split, model, training, scored, scored.Result,
            scored.Result.Confusion, scored.Result.Accuracy, scored.Result.Accuracy.Interval!, scored.Result.Curves[0].Roc,
            scored.Result.Curves[0].PrecisionRecall, classifier.Predict(split.Test.FullPath(split.Test.Samples[0])),
            HistoryCharts.Loss(training.History), new HeatTable(scored.Result.Confusion), Gallery.PerClass(split.Train),
            overlaps, Reconstruction.Of(overlaps, overlaps.Photographs.First(photo => photo.Crops.Count > 1)),
            LabelAudit.Of(split.Validation, [.. split.Validation.Samples.SelectMany(_ => new[] { 0.2f, 0.8f })]),
            new TrainingProgress { Epochs = 2, History = training.History, BestEpoch = training.BestEpoch },
        })
        {
            _objects.Add(value.GetType().Name, value);
        }
    }

    public static string[] Names { get; } =
    [
        nameof(ImageFolder), nameof(InspectionReport), nameof(QuarantineResult), nameof(RestoreResult), nameof(ImageSet),
        nameof(DataSplit), nameof(Sequential), nameof(TrainingResult), nameof(ScoredSet), nameof(EvaluationResult),
        nameof(ConfusionMatrix), nameof(Metric), nameof(Interval), nameof(RocCurve), nameof(PrecisionRecallCurve),
        nameof(PredictedImage), nameof(Chart), nameof(HeatTable), nameof(Gallery), nameof(TrainingProgress),
        nameof(OverlapReport), nameof(Reconstruction), nameof(LabelAudit),
    ];

    public object this[string name] => _objects[name];

    public void Dispose() => Directory.Delete(_home, recursive: true);
}
