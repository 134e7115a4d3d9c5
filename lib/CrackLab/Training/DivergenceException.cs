namespace CrackLab.Training;

/// <summary>Training met a number that is none. The model has the weights of the best epoch, or those it began with.</summary>
/// <param name="divergence">Where, and what it was at.</param>
/// <remarks>Counterpart of keras.callbacks.TerminateOnNaN and torch.autograd.detect_anomaly, always on.</remarks>
public sealed class DivergenceException(Divergence divergence) : ArithmeticException(divergence?.ToString())
{
    /// <summary>Where, and what it was at.</summary>
    public Divergence Divergence { get; } = divergence ?? throw new ArgumentNullException(nameof(divergence));
}
