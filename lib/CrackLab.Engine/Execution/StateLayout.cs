using CrackLab.Engine.Optimizers;

namespace CrackLab.Engine.Execution;

/// <summary>What training keeps besides the weights, as every engine names it: so one engine's checkpoint resumes on another.</summary>
public static class StateLayout
{
    /// <summary>The tensors, in the order in which they are written: slot by slot over the trainable weights, then the running mean of all weights where one is kept.</summary>
    /// <param name="model">A built model.</param>
    /// <param name="optimizer">How it is trained.</param>
    public static IReadOnlyList<StateTensor> Of(Sequential model, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        return
        [
            .. optimizer.Slots.SelectMany((name, slot) => model.Parameters
                .Where(parameter => parameter.IsTrainable)
                .Select(parameter => new StateTensor($"optimizer/{name}/{parameter.Name}", parameter, slot))),
            .. optimizer.AverageMomentum > 0
                ? model.Parameters.Select(parameter => new StateTensor($"average/{parameter.Name}", parameter, Slot: null))
                : [],
        ];
    }

    /// <summary>Finds each tensor's saved values; refuses a state that lacks one, before anything is changed.</summary>
    /// <param name="layout">The tensors that are wanted.</param>
    /// <param name="state">What a session exported.</param>
    /// <exception cref="ArgumentException">A name is missing or dimensions differ.</exception>
    public static IReadOnlyList<(StateTensor Tensor, ReadOnlyMemory<float> Values)> Match(IReadOnlyList<StateTensor> layout, IReadOnlyList<NamedTensor> state)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(state);
        var byName = state.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        return [.. layout.Select(tensor => (tensor, Find(tensor, byName)))];
    }

    /// <summary>How much of the running mean a step keeps: early on it follows quickly, as in tf.train.ExponentialMovingAverage with num_updates.</summary>
    /// <param name="optimizer">How the model is trained.</param>
    /// <param name="step">Steps done before this one.</param>
    public static double AverageMomentum(Optimizer optimizer, long step)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        return Math.Min(optimizer.AverageMomentum, (1.0 + step) / (10.0 + step));
    }

    private static ReadOnlyMemory<float> Find(StateTensor tensor, Dictionary<string, NamedTensor> state) =>
        state.TryGetValue(tensor.Name, out NamedTensor? saved) && saved.Values.Length == tensor.Parameter.Length && saved.Dimensions.SequenceEqual(tensor.Parameter.Dimensions)
            ? saved.Values
            : throw new ArgumentException(
                $"Training state: expected '{tensor.Name}' of shape ({string.Join(", ", tensor.Parameter.Dimensions)}), received {(saved is null ? "none" : $"shape ({string.Join(", ", saved.Dimensions)})")}. Resume with the optimizer that the run began with.",
                nameof(state));
}
