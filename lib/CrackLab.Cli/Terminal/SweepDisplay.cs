using System.Globalization;
using CrackLab.Data;
using CrackLab.Data.Overlaps;
using CrackLab.Sweeps;
using CrackLab.Training;

namespace CrackLab.Cli.Terminal;

/// <summary>Shows a sweep under way: a bar for each trial at work, a line for each one that ended a rung.</summary>
internal sealed class SweepDisplay
{
    private readonly Lock _lock = new();
    private readonly ProgressTask[] _tasks;
    private readonly int[] _trials;
    private readonly Action<string> _say;
    private string _stage = "";

    /// <summary>Makes the display.</summary>
    /// <param name="display">Where bars are drawn.</param>
    /// <param name="parallel">Trials at a time.</param>
    /// <param name="quiet">Whether lines are left out, because stdout is for JSON.</param>
    public SweepDisplay(ProgressDisplay display, int parallel, bool quiet)
    {
        _tasks = [.. Enumerable.Range(0, parallel).Select(_ => display.Add("Starting", 1))];
        _trials = new int[parallel];
        _say = quiet ? _ => { } : display.WriteLine;
    }

    /// <summary>What the sweep tells.</summary>
    public SweepObserver Observer => new()
    {
        Inspection = new Relay<InspectProgress>(p => Show("Inspecting", p.Done, p.Total)),
        Overlaps = new Relay<OverlapProgress>(p => Show("Searching overlaps", p.Done, p.Total)),
        Decoding = new Relay<CacheProgress>(p => Show("Decoding", p.Done, p.Total)),
        Note = _say,
        Batch = Show,
        Trial = Tell,
    };

    /// <summary>A trial in one line.</summary>
    public static string Line(SearchTrial trial)
    {
        string score = double.IsNaN(trial.Score) ? "no score" : trial.Score.ToString("0.0000", CultureInfo.InvariantCulture);
        string note = trial.Note is { } said ? $"  ({said})" : "";
        string state = trial.State.ToString().ToLowerInvariant();
        return string.Create(CultureInfo.InvariantCulture, $"Trial {trial.Number:0000}  {state,-8}  {Words.Count(trial.History.Count, "epoch")}  score {score}  {trial.Describe()}{note}");
    }

    private void Tell(SearchTrial trial)
    {
        lock (_lock)
        {
            int slot = Array.IndexOf(_trials, trial.Number);
            if (slot >= 0)
            {
                _trials[slot] = 0;
            }

            _say(Line(trial));
        }
    }

    private void Show(int trial, BatchResult batch)
    {
        lock (_lock)
        {
            int slot = Array.IndexOf(_trials, trial);
            if (slot < 0 && (slot = Array.IndexOf(_trials, 0)) < 0)
            {
                return;
            }

            if (_trials[slot] != trial || batch.Batch == 1)
            {
                _trials[slot] = trial;
                _tasks[slot].Restart(string.Create(CultureInfo.InvariantCulture, $"Trial {trial}, epoch {batch.Epoch}"), batch.Batches);
            }

            _tasks[slot].Report(batch.Batch, string.Create(
                CultureInfo.InvariantCulture, $"loss {batch.Loss:0.0000}  accuracy {batch.Accuracy:0.0000}  {batch.ImagesPerSecond:0} images/s"));
        }
    }

    private void Show(string stage, int done, int total)
    {
        lock (_lock)
        {
            if (_stage != stage)
            {
                _stage = stage;
                _tasks[0].Restart(stage, total);
            }

            _tasks[0].Report(done);
        }
    }
}
