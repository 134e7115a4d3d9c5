namespace CrackLab.Engine.Execution;

/// <summary>What a session is built for.</summary>
public sealed record SessionOptions
{
    /// <summary>Most samples in one call, at least 1.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>How to train, or <see langword="null"/> for a session that only predicts and needs less memory.</summary>
    public TrainingOptions? Training { get; init; }

    /// <summary>Whether <see cref="IEngineSession.InputGradient"/> will be called; takes memory for every layer's output.</summary>
    public bool InputGradient { get; init; }
}
