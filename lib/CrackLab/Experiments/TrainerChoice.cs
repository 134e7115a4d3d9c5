using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Schedules;
using CrackLab.Training;

namespace CrackLab.Experiments;

/// <summary>Makes the trainer that settings describe, with the callbacks that steer it.</summary>
internal static class TrainerChoice
{
    /// <summary>Builds it; callbacks that watch are added after those that steer, so that a checkpoint holds what they decided.</summary>
    public static Trainer Build(
        HyperParameters settings,
        Sequential model,
        IEngine engine,
        IProgress<CacheProgress>? decoding = null,
        Checkpoint? last = null,
        Sequential? best = null,
        PixelCache? cache = null)
    {
        var trainer = new Trainer(model)
        {
            Engine = engine,
            Optimizer = BuildOptimizer(settings),
            Schedule = settings.Schedule switch
            {
                ScheduleKind.Cosine => new CosineDecay(),
                ScheduleKind.OneCycle => new OneCycle(),
                _ => new ConstantSchedule(),
            },
            LabelSmoothing = (float)settings.LabelSmoothing,
            Epochs = settings.Epochs,
            BatchSize = settings.BatchSize,
            Seed = settings.Seed,
            Monitor = settings.Monitor,
            Augmentation = new Augmentation
            {
                HorizontalFlip = settings.HorizontalFlip,
                VerticalFlip = settings.VerticalFlip,
                QuarterTurns = settings.QuarterTurns,
                Brightness = settings.Brightness,
                Contrast = settings.Contrast,
            },
            CacheProgress = decoding,
            Cache = cache,
            ResumeFrom = last,
            ResumeBest = best,
        };
        if (settings.Patience > 0)
        {
            trainer.Callbacks.Add(new EarlyStopping(settings.Patience) { Monitor = settings.Monitor });
        }

        if (settings.PlateauPatience > 0)
        {
            trainer.Callbacks.Add(new ReduceOnPlateau(patience: settings.PlateauPatience) { Monitor = settings.Monitor });
        }

        return trainer;
    }

    private static Optimizer BuildOptimizer(HyperParameters settings)
    {
        Optimizer optimizer = settings.Optimizer switch
        {
            OptimizerKind.Sgd => new Sgd(settings.LearningRate, settings.Momentum),
            OptimizerKind.AdamW => new AdamW(settings.LearningRate),
            _ => new Adam(settings.LearningRate),
        };
        return optimizer with
        {
            WeightDecay = settings.WeightDecay,
            ClipNorm = settings.ClipNorm,
            AverageMomentum = settings.AverageMomentum,
        };
    }
}
