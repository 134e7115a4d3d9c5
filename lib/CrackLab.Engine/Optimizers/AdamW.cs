namespace CrackLab.Engine.Optimizers;

/// <summary>Adam whose weight decay is a step of its own: w -= rate * decay * w, not mixed into the gradient.</summary>
/// <remarks>https://arxiv.org/abs/1711.05101; torch.optim.AdamW.</remarks>
public sealed record AdamW : Adam
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="learningRate">Base learning rate.</param>
    /// <param name="weightDecay">Decay of kernels.</param>
    public AdamW(double learningRate = 1e-3, double weightDecay = 0.01)
        : base(learningRate) => WeightDecay = weightDecay;
}
