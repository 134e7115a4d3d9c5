using CrackLab.Data;
using CrackLab.Evaluation;
using CrackLab.Training;

namespace CrackLab.Experiments;

/// <summary>Every setting that a training's result depends on, besides the data.</summary>
public sealed record HyperParameters
{
    /// <summary>"cracknet", "seed", or the path of an architecture in JSON.</summary>
    public string Model { get; init; } = ModelChoice.CrackNet;

    /// <summary>Side of the pictures that the model sees, in pixels.</summary>
    public int Size { get; init; } = 64;

    /// <summary>Epochs, at least 1.</summary>
    public int Epochs { get; init; } = 8;

    /// <summary>Images in a batch, at least 1.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Seed of all randomness: split, initial weights, order, augmentation, dropout.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>How gradients change weights.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.AdamW;

    /// <summary>Base learning rate, above 0.</summary>
    public double LearningRate { get; init; } = 4e-3;

    /// <summary>Momentum of <see cref="OptimizerKind.Sgd"/>, 0 to below 1.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay of kernels, at least 0.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Largest norm of all gradients together, 0 for no limit.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Part of the weights' running mean kept at each step, 0 for no mean, below 1.</summary>
    public double AverageMomentum { get; init; } = 0.995;

    /// <summary>How the learning rate changes from step to step.</summary>
    public ScheduleKind Schedule { get; init; } = ScheduleKind.OneCycle;

    /// <summary>Part of certainty taken from the true class, 0 to below 1.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Epochs without improvement after which training stops, 0 for never.</summary>
    public int Patience { get; init; }

    /// <summary>Epochs without improvement after which the rate falls to a tenth, 0 for never.</summary>
    public int PlateauPatience { get; init; }

    /// <summary>Which epoch is the best.</summary>
    public MonitoredMetric Monitor { get; init; } = MonitoredMetric.ValidationLoss;

    /// <summary>Whether training images are mirrored left to right.</summary>
    public bool HorizontalFlip { get; init; } = true;

    /// <summary>Whether training images are mirrored top to bottom.</summary>
    public bool VerticalFlip { get; init; } = true;

    /// <summary>Whether training images are turned by quarter turns.</summary>
    public bool QuarterTurns { get; init; } = true;

    /// <summary>Strength of brightness changes, 0..1.</summary>
    public double Brightness { get; init; } = 0.15;

    /// <summary>Strength of contrast changes, 0..1.</summary>
    public double Contrast { get; init; } = 0.15;

    /// <summary>Part of the images to train on; the three parts sum to 1.</summary>
    public double TrainPart { get; init; } = 0.7;

    /// <summary>Part of the images to choose the best epoch by.</summary>
    public double ValidationPart { get; init; } = 0.2;

    /// <summary>Part of the images to judge the result on.</summary>
    public double TestPart { get; init; } = 0.1;

    /// <summary>Which files stay in one part.</summary>
    public Grouping KeepTogether { get; init; } = Grouping.Photo;

    /// <summary>Whether the probabilities are calibrated on the validation part, by a temperature that goes into the model's weights.</summary>
    public bool Calibrate { get; init; } = true;

    /// <summary>What the threshold is chosen for on the validation part, as <see cref="DecisionAim.Parse"/> reads it.</summary>
    public string Aim { get; init; } = DecisionAim.Cautious.ToString();

    /// <summary>Number of images to use, 0 for all.</summary>
    public int Limit { get; init; }

    /// <summary>The usual settings of a model.</summary>
    /// <param name="model">"cracknet", "seed", or the path of an architecture in JSON.</param>
    public static HyperParameters For(string model)
    {
        var usual = new HyperParameters { Model = model };
        return model == ModelChoice.Seed
            ? usual with
            {
                Size = 256,
                Epochs = 20,
                BatchSize = 32,
                Optimizer = OptimizerKind.Adam,
                LearningRate = 1e-3,
                WeightDecay = 0,
                ClipNorm = 0,
                AverageMomentum = 0,
                Schedule = ScheduleKind.Constant,
                Patience = 3,
                HorizontalFlip = false,
                VerticalFlip = false,
                QuarterTurns = false,
                Brightness = 0,
                Contrast = 0,
            }
            : usual;
    }
}
