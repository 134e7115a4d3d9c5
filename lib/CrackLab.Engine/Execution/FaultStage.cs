namespace CrackLab.Engine.Execution;

/// <summary>What was being computed when a number first was none: NaN or infinite.</summary>
public enum FaultStage
{
    /// <summary>Nothing: samples came in so.</summary>
    Input,

    /// <summary>Nothing: a weight was so before.</summary>
    Weights,

    /// <summary>The outputs of a layer.</summary>
    Outputs,

    /// <summary>The loss, of outputs that are finite.</summary>
    Loss,

    /// <summary>Running statistics of a normalization.</summary>
    Statistics,

    /// <summary>The loss's gradient by a weight.</summary>
    Gradients,

    /// <summary>The optimizer's step, by gradients that are finite.</summary>
    Update,

    /// <summary>The running mean of the weights.</summary>
    Average,
}
