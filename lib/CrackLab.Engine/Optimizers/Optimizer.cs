namespace CrackLab.Engine.Optimizers;

/// <summary>How gradients change weights. A description: engines compute it, over all weights in one pass.</summary>
public abstract record Optimizer
{
    private protected Optimizer(double learningRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(learningRate);
        LearningRate = learningRate;
    }

    /// <summary>Base learning rate; a schedule multiplies it.</summary>
    public double LearningRate { get; init; }

    /// <summary>Weight decay of kernels (biases and normalisation factors have none), 0 for none.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Largest Euclidean norm of all gradients together; longer ones are scaled down. 0 for no limit.</summary>
    public double ClipNorm { get; init; }

    /// <summary>
    /// Part of a running mean of the weights kept at each step, such as 0.999; validation and the saved model then use
    /// the mean. 0 for none. https://arxiv.org/abs/1803.05407 tells why it helps.
    /// </summary>
    public double AverageMomentum { get; init; }

    /// <summary>Names of the values that the optimizer keeps for each trainable weight, as they stand in checkpoints.</summary>
    public abstract IReadOnlyList<string> Slots { get; }
}
