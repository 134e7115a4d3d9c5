namespace CrackLab.Experiments;

/// <summary>Which optimizer an experiment uses.</summary>
public enum OptimizerKind
{
    /// <summary><see cref="Engine.Optimizers.Adam"/>.</summary>
    Adam,

    /// <summary><see cref="Engine.Optimizers.AdamW"/>.</summary>
    AdamW,

    /// <summary><see cref="Engine.Optimizers.Sgd"/>.</summary>
    Sgd,
}
