using System.Text.Json.Nodes;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Tracking.Events;
using CrackLab.Training;

namespace CrackLab.Tracking;

/// <summary>Writes a training where TensorBoard finds it: curves, histograms, pictures, text, settings and the graph.</summary>
/// <remarks>
/// Counterpart of keras.callbacks.TensorBoard: tags epoch_loss, epoch_accuracy and, for training, epoch_learning_rate;
/// steps are epochs counted from 0. Under train/: weights/&lt;layer&gt;/&lt;weight&gt; and gradients/… of the epoch's last step,
/// the graph, the first batch, model and settings as text. Under validation/: a precision-recall curve a class, the
/// confusion matrix and the worst mistakes. In the folder itself: the settings for the HParams tab. Nothing of it changes
/// what is learned.
/// </remarks>
public sealed class TensorBoard : Callback, IDisposable
{
    private const string TrainPart = "train";
    private const string ValidationPart = "validation";
    private const string Loss = "epoch_loss";
    private const string Accuracy = "epoch_accuracy";
    private const string FirstBatchTag = "images/first_batch";

    private readonly string _folder;
    private RunEventLog? _session;
    private RunEventLog? _train;
    private RunEventLog? _validation;

    /// <summary>Makes the callback.</summary>
    /// <param name="folder">Folder of the run; events go to it, and to train/ and validation/ under it.</param>
    public TensorBoard(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = folder;
    }

    /// <summary>Epochs from one set of histograms of weights and gradients to the next; 0 for none.</summary>
    /// <remarks>Keras writes none unless asked.</remarks>
    public int HistogramFrequency { get; init; } = 1;

    /// <summary>Whether the model's graph is written.</summary>
    public bool WriteGraph { get; init; } = true;

    /// <summary>Whether pictures are written: the first batch, and each epoch's confusion matrix and worst mistakes.</summary>
    /// <remarks>Keras writes weights as pictures instead.</remarks>
    public bool WriteImages { get; init; } = true;

    /// <summary>Whether the model's layers, and the settings, are written as text.</summary>
    public bool WriteText { get; init; } = true;

    /// <summary>Whether each epoch's precision-recall curves on the validation part are written.</summary>
    public bool WriteCurves { get; init; } = true;

    /// <summary>The settings of the run by name, to compare runs by; <see langword="null"/> for none.</summary>
    public JsonObject? Settings { get; init; }

    /// <summary>Whether what the folder holds already is not written again, as for a run that is resumed.</summary>
    public bool PassOverWritten { get; init; }

    private RunEventLog Session => _session ??= new RunEventLog(_folder, PassOverWritten);

    private RunEventLog Train => _train ??= new RunEventLog(Path.Combine(_folder, TrainPart), PassOverWritten);

    private RunEventLog Validation => _validation ??= new RunEventLog(Path.Combine(_folder, ValidationPart), PassOverWritten);

    /// <inheritdoc/>
    public override void OnTrainBegin(ITraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentOutOfRangeException.ThrowIfNegative(HistogramFrequency);
        if (Settings is not null)
        {
            Session.Write(Summaries.HyperParameters(HyperParametersCodec.Experiment(Settings, Metrics(training), DateTimeOffset.UtcNow)), step: 0);
            Session.Write(Summaries.HyperParameters(HyperParametersCodec.Start(Settings, DateTimeOffset.UtcNow)), step: 0);
        }

        if (WriteGraph)
            Train.WriteGraph(training.Model);
        if (WriteText)
            Train.Write(Summaries.Markdown("model", MarkdownText.Of(training.Model)), step: 0);
        if (WriteText && Settings is not null)
            Train.Write(Summaries.Markdown("settings", MarkdownText.Of(Settings)), step: 0);
        if (WriteImages && Train.Lacks(FirstBatchTag, 0))
            Train.Write(Summaries.Images(FirstBatchTag, [FirstBatch(training)]), step: 0);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(ITraining training, EpochResult epoch)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(epoch);
        int step = epoch.Epoch - 1;
        Train.Write(Summaries.Scalar(Loss, epoch.Loss), step);
        Train.Write(Summaries.Scalar(Accuracy, epoch.Accuracy), step);
        Train.Write(Summaries.Scalar("epoch_learning_rate", epoch.LearningRate), step);
        if (HistogramFrequency > 0 && step % HistogramFrequency == 0)
            WriteHistograms(training, step);
        if (epoch is not { ValidationLoss: { } loss, ValidationAccuracy: { } accuracy })
            return;
        Validation.Write(Summaries.Scalar(Loss, loss), step);
        Validation.Write(Summaries.Scalar(Accuracy, accuracy), step);
        if (WriteCurves)
            ValidationBoard.WriteCurves(Validation, training, step);
        if (WriteImages)
            ValidationBoard.WritePictures(Validation, training, step);
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(ITraining training)
    {
        ArgumentNullException.ThrowIfNull(training);

        // An interrupted training may yet go on, and the first end that TensorBoard reads is the one it keeps.
        if (Settings is not null && !training.IsInterrupted)
            Session.Write(Summaries.HyperParameters(HyperParametersCodec.End(RunStatus.Finished, DateTimeOffset.UtcNow)), step: 0);
        Dispose();
    }

    /// <inheritdoc/>
    public override void OnTrainFailed(ITraining training) => Dispose();

    /// <summary>Closes the files; a later epoch would start new ones.</summary>
    public void Dispose()
    {
        _session?.Dispose();
        _train?.Dispose();
        _validation?.Dispose();
        (_session, _train, _validation) = (null, null, null);
    }

    private static IEnumerable<(string Group, string Tag)> Metrics(ITraining training) =>
        from part in training.Validation is null ? new[] { TrainPart } : [ValidationPart, TrainPart]
        from tag in new[] { Accuracy, Loss }
        select (part, tag);

    private static Imaging.Image FirstBatch(ITraining training) => ContactSheet.Draw(
        [.. training.FirstBatch().Take(ContactSheet.Most).Select(sample => (sample.Picture, training.Model.Metadata.Classes[sample.Label], ""))]);

    private void WriteHistograms(ITraining training, int step)
    {
        foreach (Parameter weight in training.Model.Parameters)
            Train.Write(Summaries.OfHistogram($"weights/{weight.Name}", Histogram.Of(weight.Values)), step);
        foreach (NamedTensor gradient in training.Gradients())
            Train.Write(Summaries.OfHistogram($"gradients/{gradient.Name}", Histogram.Of(gradient.Values.Span)), step);
    }
}
