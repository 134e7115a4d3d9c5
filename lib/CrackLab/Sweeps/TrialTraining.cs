using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Experiments;
using CrackLab.Tracking;
using CrackLab.Training;

namespace CrackLab.Sweeps;

/// <summary>Trains a trial up to a rung, in its run folder, from where it was left.</summary>
/// <remarks>The learning-rate schedule is that of all epochs: a pause changes no bit. The test part is never looked at.</remarks>
/// <param name="folder">The sweep.</param>
/// <param name="claim">The trial and its rung.</param>
/// <param name="command">What started the sweep.</param>
/// <param name="told">Told after each batch, or <see langword="null"/>.</param>
internal sealed class TrialTraining(SweepFolder folder, TrialClaim claim, string command, Action<int, BatchResult>? told)
{
    private static readonly WorkerIdentity Me = WorkerIdentity.Current;

    /// <summary>Trains; a cancelled trial is saved, and given back by the caller.</summary>
    /// <param name="threads">Threads that compute.</param>
    /// <param name="stopping">Ends training after the batch under way.</param>
    public void Run(int threads, CancellationToken stopping)
    {
        SearchTrial trial = folder.Result().Trials[claim.Trial - 1];
        HyperParameters settings = folder.Spec.SettingsOf(trial.Settings);
        int until = folder.Spec.Rungs(settings)[claim.Rung];
        RunFolder run = RunFolder.HasBegun(trial.Run!) ? RunFolder.Open(trial.Run!) : RunFolder.Create(trial.Run!);
        var engine = new SimdEngine(threads);
        RunRecord record = Begin(run, settings, engine);
        try
        {
            PixelCache cache = folder.Cache(settings.Size, stopping);
            TrainingResult result = Train(run, record, settings, cache, until, engine, stopping);
            if (result.History.Count < until && result.StopReason is null)
            {
                (record with { Status = RunStatus.Interrupted }).Write(run.RecordFile);
                return;
            }

            bool isDone = result.StopReason is not null || result.History.Count >= settings.Epochs;
            (record with { Status = isDone ? RunStatus.Finished : RunStatus.Interrupted, Finished = isDone ? DateTimeOffset.UtcNow : null }).Write(run.RecordFile);
            double score = result.History.Max(epoch => -folder.Spec.Metric.Cost(epoch));
            folder.Journal.End(claim, score, isDone ? TrialState.Finished : TrialState.Waiting, result.StopReason);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped while pictures were decoded: nothing is lost.
        }
        catch (Exception error) when (error is ArithmeticException or ArgumentException or FileNotFoundException)
        {
            (record with { Status = RunStatus.Failed, Finished = DateTimeOffset.UtcNow }).Write(run.RecordFile);
            folder.Journal.End(claim, double.NaN, TrialState.Failed, error.Message);
        }
    }

    private RunRecord Begin(RunFolder run, HyperParameters settings, SimdEngine engine)
    {
        RunRecord record = File.Exists(run.RecordFile)
            ? RunRecord.Read(run.RecordFile) with { Status = RunStatus.Running, Finished = null }
            : new RunRecord
            {
                Name = Path.GetFileName(run.Path),
                Command = command,
                Settings = HyperParametersJson.Write(settings),
                Seed = settings.Seed,
                Dataset = folder.Dataset,
                Machine = MachineRecord.Current(),
                Engine = engine.Name,
                Started = DateTimeOffset.UtcNow,
                Status = RunStatus.Running,
            };
        run.Begin(record);
        if (!File.Exists(run.SplitFile))
        {
            folder.Split.WriteCsv(run.SplitFile);
        }

        return record;
    }

    private TrainingResult Train(
        RunFolder run, RunRecord record, HyperParameters settings, PixelCache cache, int until, SimdEngine engine, CancellationToken stopping)
    {
        Checkpoint? last = File.Exists(run.LastModel) ? Checkpoint.Load(run.LastModel) : null;
        Sequential model = last?.Model.Clone() ?? ModelChoice.Build(settings, folder.Split.Train.Classes.Count);
        model.Metadata = model.Metadata with { RunId = record.Name, Classes = folder.Split.Train.Classes };
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var recorder = new TrialRecorder(folder.Journal, claim, Me, until, pause, told);
        recorder.Enter(last?.Position.History ?? []);
        Trainer trainer = TrainerChoice.Build(
            settings, model, engine, decoding: null, last, File.Exists(run.BestModel) ? Sequential.Load(run.BestModel) : null, cache);
        using var tracking = new RunCallbacks(run, record);
        tracking.AddTo(trainer);
        trainer.Callbacks.Add(recorder);
        if (last?.Position.History.Count >= until)
        {
            // Killed between the checkpoint and the journal: the epochs are there.
            pause.Cancel();
        }

        return trainer.Fit(folder.Split.Train, folder.Split.Validation, pause.Token);
    }
}
