using System.Globalization;
using CrackLab.Data;
using CrackLab.Data.Overlaps;
using CrackLab.Experiments;
using CrackLab.Training;

namespace CrackLab.Cli.Terminal;

/// <summary>Shows a cross-validation under way: a bar for each stage, and one for each fold's training.</summary>
internal sealed class FoldDisplay : Callback
{
    private readonly ProgressTask _task;
    private readonly int _folds;
    private readonly Action<string> _say;
    private string _stage = "";
    private int _fold;

    /// <summary>Makes the display.</summary>
    /// <param name="display">Where bars are drawn.</param>
    /// <param name="folds">How many folds there are.</param>
    /// <param name="quiet">Whether lines are left out, because stdout is for JSON.</param>
    public FoldDisplay(ProgressDisplay display, int folds, bool quiet)
    {
        _task = display.Add("Starting", 1);
        _folds = folds;
        _say = quiet ? _ => { } : display.WriteLine;
    }

    /// <summary>What the experiment tells.</summary>
    public ExperimentObserver Observer => new()
    {
        Inspection = new Relay<InspectProgress>(p => Show("Inspecting", p.Done, p.Total)),
        Overlaps = new Relay<OverlapProgress>(p => Show("Searching overlaps", p.Done, p.Total)),
        Decoding = new Relay<CacheProgress>(p => Show("Decoding", p.Done, p.Total)),
        Callbacks = [this],
        Note = _say,
    };

    /// <inheritdoc/>
    public override void OnTrainBegin(ITraining training) => _fold++;

    /// <inheritdoc/>
    public override void OnBatchEnd(ITraining training, BatchResult batch)
    {
        Show($"Fold {_fold}/{_folds}", ((batch.Epoch - 1) * batch.Batches) + batch.Batch, training.Epochs * batch.Batches, string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {batch.Epoch}/{training.Epochs}  loss {batch.Loss:0.0000}  accuracy {batch.Accuracy:0.0000}  {batch.ImagesPerSecond:0} images/s"));
    }

    private void Show(string stage, int done, int total, string? suffix = null)
    {
        lock (_task)
        {
            if (_stage != stage)
            {
                _stage = stage;
                _task.Restart(stage, total);
            }

            _task.Report(done, suffix);
        }
    }
}
