namespace CrackLab.Engine.Execution;

/// <summary>What every engine's session refuses, in the same words.</summary>
public static class SessionChecks
{
    /// <summary>Refuses a batch size below 1, and a model without weights where it is to be trained.</summary>
    /// <param name="model">A built model.</param>
    /// <param name="options">What the session is built for.</param>
    public static void Options(Sequential model, SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1, nameof(options));
        _ = model.Shapes;
        if (options.Training is not null && model.Parameters.Count == 0)
        {
            throw new ArgumentException(
                $"Sequential '{model.Name}': expected a layer with weights to train, received none. Add a Conv2D or Dense layer.", nameof(model));
        }
    }

    /// <summary>Refuses input that is no batch of the model's input shape with a row for each sample.</summary>
    /// <param name="model">The session's model.</param>
    /// <param name="options">What the session was built for.</param>
    /// <param name="input">A batch.</param>
    /// <param name="rows">Labels or rows of outputs that come with it.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    public static void Input(Sequential model, SessionOptions options, ModelInput input, int rows)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        if (input.Count < 1 || input.Count > options.BatchSize || input.Length != (long)input.Count * model.InputShape.Size || rows < input.Count)
        {
            throw new ArgumentException(
                $"Session of '{model.Name}': expected 1 to {options.BatchSize} samples of {model.InputShape} with a label or output row each, received {input.Count} samples, {input.Length} values, {rows} rows. Decode pictures to the model's input shape.",
                nameof(input));
        }
    }

    /// <summary>Refuses a step of training in a session that does not train, and labels that do not fit.</summary>
    /// <param name="model">The session's model.</param>
    /// <param name="options">What the session was built for.</param>
    /// <param name="input">A batch.</param>
    /// <param name="labels">(N) class numbers.</param>
    /// <returns>How to train.</returns>
    /// <exception cref="InvalidOperationException">The session was built without <see cref="SessionOptions.Training"/>.</exception>
    /// <exception cref="ArgumentException">Lengths do not fit, or a label is no class number.</exception>
    public static TrainingOptions Step(Sequential model, SessionOptions options, ModelInput input, ReadOnlySpan<int> labels)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        TrainingOptions training = options.Training ?? throw new InvalidOperationException(
            $"Session of '{model.Name}': expected SessionOptions.Training, received none. Build the session with it.");
        Input(model, options, input, labels.Length);
        if (labels.Length != input.Count)
        {
            throw new ArgumentException($"Session of '{model.Name}': expected a label for each sample, received {input.Count} samples and {labels.Length} labels. Give both the same length.", nameof(labels));
        }

        training.Loss.Check(input.Count * model.OutputShape.Size, labels);
        return training;
    }

    /// <summary>Refuses to differentiate in a session that was not built for it, and lengths that do not fit.</summary>
    /// <param name="model">The session's model.</param>
    /// <param name="options">What the session was built for.</param>
    /// <param name="input">A batch.</param>
    /// <param name="outputGradient">(N, units) weight of each logit.</param>
    /// <param name="gradient">(N, input shape) room for the derivatives.</param>
    /// <exception cref="InvalidOperationException">The session was built without <see cref="SessionOptions.InputGradient"/>.</exception>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    public static void InputGradient(Sequential model, SessionOptions options, ModelInput input, ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> gradient)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        if (!options.InputGradient)
        {
            throw new InvalidOperationException(
                $"Session of '{model.Name}': expected SessionOptions.InputGradient, received none. Build the session with it.");
        }

        int units = model.OutputShape.Size;
        Input(model, options, input, outputGradient.Length / units);
        if (outputGradient.Length != input.Count * units || gradient.Length != input.Length)
        {
            throw new ArgumentException(
                $"Session of '{model.Name}': expected {input.Count * units} weights of logits and room for {input.Length} derivatives, received {outputGradient.Length} and {gradient.Length}. Give one weight for each logit and one place for each input value.",
                nameof(outputGradient));
        }
    }
}
