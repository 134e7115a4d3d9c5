using CrackLab.Data;
using CrackLab.Data.Overlaps;
using CrackLab.Evaluation;
using CrackLab.Explanation;
using CrackLab.Mapping;
using CrackLab.Prediction;
using CrackLab.Tracking;
using CrackLab.Training;

namespace CrackLab.Display.Views;

/// <summary>The HTML of each type that shows itself in a notebook.</summary>
internal static class NotebookViews
{
    /// <summary>The HTML of an object, or <see langword="null"/> where there is none for its type.</summary>
    /// <param name="instance">The object.</param>
    public static string? Html(object? instance) => instance switch
    {
        IFigure figure => figure.ToHtml(),
        INotebookView view => view.ToHtml(),
        ImageFolder folder => ImageFolderView.Render(folder),
        ImageSet set => ImageSetView.Render(set),
        InspectionReport report => InspectionView.Render(report),
        QuarantineResult result => QuarantineView.Render(result),
        RestoreResult result => QuarantineView.Render(result),
        OverlapReport report => OverlapView.Render(report),
        DataSplit split => SplitView.Render(split),
        TrainingResult result => TrainingView.Render(result),
        EvaluationResult result => EvaluationView.Render(result),
        ScoredSet scored => EvaluationView.Render(scored),
        LabelAudit audit => LabelAuditView.Render(audit),
        ConfusionMatrix matrix => new HeatTable(matrix).ToHtml(),
        RocCurve curve => ResultCharts.Roc(curve).ToHtml(),
        PrecisionRecallCurve curve => ResultCharts.PrecisionRecall(curve).ToHtml(),
        PredictedImage prediction => PredictionView.Render(prediction),
        FeatureMaps maps => ExplanationView.Render(maps),
        OcclusionMap map => ExplanationView.Render(map),
        Heatmap map => ExplanationView.Render(map),
        PhotoMap map => PhotoMapView.Render(map),
        MappedPhoto photo => PhotoMapView.Render(photo),
        RunTable table => RunTableView.Render(table),
        RunComparison comparison => RunTableView.Render(comparison),
        Metric metric => EvaluationView.Render(metric),
        Reliability or PairedComparison or FoldMetric => View.Page(View.Paragraph(instance.ToString()!)),
        Interval interval => View.Page(Markup.Of($"<p>{interval.ToString()} <small>(95%)</small></p>")),
        _ => null,
    };
}
