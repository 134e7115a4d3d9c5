namespace CrackLab.Engine.Execution;

/// <summary>A model made ready by an engine: predicts, and where asked for, trains. For one caller at a time.</summary>
public interface IEngineSession : IDisposable
{
    /// <summary>Computes the model's outputs.</summary>
    /// <param name="input">Up to a batch of samples.</param>
    /// <param name="outputs">(N, units) receives probabilities where the model ends in Sigmoid or Softmax.</param>
    /// <param name="cancellationToken">Gives up, soon or, on engines that cannot, not at all.</param>
    /// <exception cref="OperationCanceledException">It was given up; outputs may be written in part.</exception>
    void Predict(ModelInput input, Span<float> outputs, CancellationToken cancellationToken = default);

    /// <summary>One step of training: outputs, loss, gradients, new weights.</summary>
    /// <param name="input">Up to a batch of samples.</param>
    /// <param name="labels">(N) class numbers.</param>
    /// <param name="step">Where in training this step stands.</param>
    /// <param name="cancellationToken">Gives up, soon or, on engines that cannot, not at all.</param>
    /// <returns>Loss and number of right answers, both before the step's change, and whether all numbers are finite.</returns>
    /// <exception cref="InvalidOperationException">The session was built without <see cref="SessionOptions.Training"/>.</exception>
    /// <exception cref="OperationCanceledException">It was given up; weights and training state are as before the step.</exception>
    StepResult TrainStep(ModelInput input, ReadOnlySpan<int> labels, TrainStep step, CancellationToken cancellationToken = default);

    /// <summary>How the logits change with the input: the derivative of their weighted sum, the model as it predicts.</summary>
    /// <param name="input">Up to a batch of samples.</param>
    /// <param name="outputGradient">(N, units) weight of each logit, before a Sigmoid or Softmax: 1 for the one asked for, 0 for the others.</param>
    /// <param name="gradient">(N, input shape) receives d(sum of weight * logit) / d(input).</param>
    /// <param name="cancellationToken">Gives up, soon or, on engines that cannot, not at all.</param>
    /// <remarks>
    /// Normalization uses its running statistics, dropout drops nothing, and weights and training state stay as they are.
    /// For a layer in the middle, build a session of the layers behind it: its activations are that model's input.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The session was built without <see cref="SessionOptions.InputGradient"/>.</exception>
    /// <exception cref="OperationCanceledException">It was given up; the gradient may be written in part.</exception>
    void InputGradient(ModelInput input, ReadOnlySpan<float> outputGradient, Span<float> gradient, CancellationToken cancellationToken = default);

    /// <summary>
    /// Looks for the first number that is none, NaN or infinite, in the step or prediction that was made last, on whose batch
    /// the session still sits. Takes about as long as that; nothing of it is done while all is well.
    /// </summary>
    /// <returns>What was not finite first, or <see langword="null"/> where everything is.</returns>
    NumericFault? FindFault();

    /// <summary>Exchanges the model's weights with their running mean; a second call changes back. Does nothing without a mean.</summary>
    void SwapAverage();

    /// <summary>Brings the session's weights into the model, so that they can be read and saved.</summary>
    void PullWeights();

    /// <summary>Takes over the model's weights after somebody changed them.</summary>
    void PushWeights();

    /// <summary>What training keeps besides the weights (moments, running means), by name; not copied where the engine holds it in memory, so valid until the next step.</summary>
    IReadOnlyList<NamedTensor> ExportState();

    /// <summary>The gradients of the last step's loss by the weights, by name, before clipping and decay; zeros before the first step, of no use after one that was given up.</summary>
    /// <returns>A copy for each weight tensor that is trained; none where the session does not train.</returns>
    IReadOnlyList<NamedTensor> ExportGradients();

    /// <summary>Puts back what <see cref="ExportState"/> gave.</summary>
    /// <param name="state">The same names and dimensions.</param>
    /// <exception cref="ArgumentException">A name is missing or dimensions differ.</exception>
    void ImportState(IReadOnlyList<NamedTensor> state);
}
