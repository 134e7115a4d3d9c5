using System.Diagnostics;
using System.Globalization;
using CrackLab.Training;

namespace CrackLab.Display;

/// <summary>Shows a training while it runs: under the notebook's cell, or as a line an epoch on a console.</summary>
/// <remarks>
/// Also stops training, by an <see cref="OperationCanceledException"/> after the batch under way, when the notebook's
/// cell is interrupted. The model then has the best epoch's weights.
/// </remarks>
public sealed class LiveCurves : Callback
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch _sinceShown = new();
    private CancellationToken _cancellation;
    private Action<object>? _update;
    private bool _hasNotebook;

    /// <inheritdoc/>
    public override void OnTrainBegin(ITraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        _cancellation = NotebookHost.Cancellation;
        _update = NotebookHost.Show(Progress(training, batch: null, end: null));
        _hasNotebook = _update is not null;
        _sinceShown.Restart();
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(ITraining training, BatchResult batch)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(batch);
        _cancellation.ThrowIfCancellationRequested();
        if (!_hasNotebook || _sinceShown.Elapsed < Pace)
            return;
        _update!(Progress(training, batch, end: null));
        _sinceShown.Restart();
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(ITraining training, EpochResult epoch)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(epoch);
        if (!_hasNotebook)
            Console.WriteLine(Line(training, epoch));
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(ITraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        End(training, training.IsInterrupted ? "interrupted" : "done");
    }

    /// <inheritdoc/>
    public override void OnTrainFailed(ITraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        End(training, training.IsInterrupted ? "interrupted" : "failed");
    }

    private static TrainingProgress Progress(ITraining training, BatchResult? batch, string? end) => new()
    {
        Epochs = training.Epochs,
        History = [.. training.History],
        BestEpoch = training.BestEpoch,
        Batch = batch,
        End = end,
    };

    private void End(ITraining training, string how)
    {
        int count = training.History.Count;
        TrainingProgress last = Progress(training, batch: null, $"{how} after {count} epoch{(count == 1 ? "" : "s")}");
        if (_hasNotebook)
            _update!(last);
        else
            Console.WriteLine(last);
    }

    private static string Line(ITraining training, EpochResult epoch)
    {
        string validation = epoch is { ValidationLoss: { } loss, ValidationAccuracy: { } accuracy }
            ? string.Create(CultureInfo.InvariantCulture, $" - val_loss {loss:0.0000} - val_accuracy {accuracy:0.0000}")
            : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"epoch {epoch.Epoch}/{training.Epochs} - {epoch.Seconds:0.0} s - {epoch.ImagesPerSecond:0} images/s - loss {epoch.Loss:0.0000} - accuracy {epoch.Accuracy:0.0000}{validation}");
    }
}
