namespace CrackLab.Engine.Execution;

/// <summary>Where numbers first were none, NaN or infinite, in a step of training or a prediction.</summary>
/// <param name="Stage">What was being computed.</param>
/// <param name="Layer">Name of the layer, or <see langword="null"/> for input and loss.</param>
/// <param name="Tensor">Name of the weight concerned, such as "conv2d/kernel", or <see langword="null"/>.</param>
/// <param name="Samples">Places in the batch of the samples concerned; empty where it is no matter of samples.</param>
public sealed record NumericFault(FaultStage Stage, string? Layer, string? Tensor, IReadOnlyList<int> Samples)
{
    /// <summary>What is not finite, as a clause for people: "outputs of layer 'conv2d_1'".</summary>
    public override string ToString() => Stage switch
    {
        FaultStage.Input => "the input",
        FaultStage.Weights => $"weights '{Tensor}' of layer '{Layer}', before the step",
        FaultStage.Outputs => $"outputs of layer '{Layer}'",
        FaultStage.Loss => "the loss, of finite outputs",
        FaultStage.Statistics => $"running statistics '{Tensor}' of layer '{Layer}'",
        FaultStage.Gradients => $"gradients by '{Tensor}' of layer '{Layer}'",
        FaultStage.Update => $"weights '{Tensor}' of layer '{Layer}' or their moments, after a step by finite gradients",
        _ => $"the running mean of '{Tensor}' of layer '{Layer}'",
    };
}
