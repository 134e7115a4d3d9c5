namespace CrackLab.Engine.Optimizers;

/// <summary>Stochastic gradient descent with momentum.</summary>
/// <remarks>
/// torch.optim.SGD: g += decay * w; v = Momentum * v + g; w -= rate * (Nesterov ? g + Momentum * v : v).
/// </remarks>
public sealed record Sgd : Optimizer
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">Base learning rate.</param>
    /// <param name="momentum">Part of the velocity kept at each step, 0 to below 1.</param>
    public Sgd(double learningRate = 0.01, double momentum = 0.9)
        : base(learningRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(momentum);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(momentum, 1);
        Momentum = momentum;
    }

    /// <summary>Part of the velocity kept at each step.</summary>
    public double Momentum { get; init; }

    /// <summary>Whether the gradient is looked at one step ahead.</summary>
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => ["velocity"];
}
