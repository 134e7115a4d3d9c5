namespace CrackLab.Engine.Optimizers;

/// <summary>Steps scaled by running means of the gradient and its square.</summary>
/// <remarks>
/// https://arxiv.org/abs/1412.6980; torch.optim.Adam: g += decay * w; m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2;
/// w -= rate * (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + Epsilon).
/// </remarks>
public record Adam : Optimizer
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">Base learning rate.</param>
    public Adam(double learningRate = 1e-3)
        : base(learningRate)
    {
    }

    /// <summary>Part of the gradient's running mean kept at each step.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Part of the squared gradient's running mean kept at each step.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Keeps the divisor above 0 (Keras and PyTorch differ: 1e-7 and 1e-8; this is Keras').</summary>
    public double Epsilon { get; init; } = 1e-7;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => ["first_moment", "second_moment"];
}
