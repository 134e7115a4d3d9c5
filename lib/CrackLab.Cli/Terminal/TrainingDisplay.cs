using System.Globalization;
using CrackLab.Data;
using CrackLab.Data.Overlaps;
using CrackLab.Experiments;
using CrackLab.Training;

namespace CrackLab.Cli.Terminal;

/// <summary>Shows an experiment under way: a bar for each stage, a line for each epoch.</summary>
internal sealed class TrainingDisplay : Callback
{
    private readonly ProgressDisplay _display;
    private readonly ProgressTask _task;
    private readonly Action<string> _say;
    private int _epoch;
    private string _stage = "";

    /// <summary>Makes the display.</summary>
    /// <param name="display">Where bars are drawn.</param>
    /// <param name="quiet">Whether lines are left out, because stdout is for JSON.</param>
    public TrainingDisplay(ProgressDisplay display, bool quiet)
    {
        _display = display;
        _task = display.Add("Starting", 1);
        _say = quiet ? _ => { } : _display.WriteLine;
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
    public override void OnBatchEnd(ITraining training, BatchResult batch)
    {
        if (_epoch != batch.Epoch)
        {
            _epoch = batch.Epoch;
            _task.Restart($"Epoch {batch.Epoch}/{training.Epochs}", batch.Batches);
        }

        _task.Report(batch.Batch, string.Create(
            CultureInfo.InvariantCulture,
            $"loss {batch.Loss:0.0000}  accuracy {batch.Accuracy:0.0000}  {batch.ImagesPerSecond:0} images/s  {Left(batch.Remaining)} left"));
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(ITraining training, EpochResult epoch)
    {
        string validation = epoch is { ValidationLoss: { } loss, ValidationAccuracy: { } accuracy }
            ? string.Create(CultureInfo.InvariantCulture, $"  val_loss {loss:0.0000}  val_accuracy {accuracy:0.0000}")
            : "";
        string best = training.BestEpoch == epoch.Epoch ? "  best" : "";
        _say(string.Create(
            CultureInfo.InvariantCulture,
            $"Epoch {epoch.Epoch}/{training.Epochs}  {epoch.Seconds:0.0} s  {epoch.ImagesPerSecond:0} images/s  loss {epoch.Loss:0.0000}  accuracy {epoch.Accuracy:0.0000}{validation}{best}"));
    }

    private void Show(string stage, int done, int total)
    {
        lock (_task)
        {
            if (_stage != stage)
            {
                _stage = stage;
                _task.Restart(stage, total);
            }

            _task.Report(done);
        }
    }

    private static string Left(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:00}");
}
