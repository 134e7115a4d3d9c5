using System.Numerics;

namespace CrackLab.Engine.Execution;

/// <summary>Looks for numbers that are none, NaN or infinite, as every engine does once it knows that there are some.</summary>
public static class FaultFinder
{
    private const string OptimizerPart = "optimizer/";
    private const string AveragePart = "average/";

    /// <summary>Whether all values are finite.</summary>
    /// <param name="values">Any number of values.</param>
    public static bool IsFinite(ReadOnlySpan<float> values)
    {
        // 0 * x is 0 for a finite x and NaN for any other.
        Vector<float> watch = Vector<float>.Zero;
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            watch += new Vector<float>(values[i..]) * Vector<float>.Zero;
        }

        float rest = Vector.Sum(watch);
        for (; i < values.Length; i++)
        {
            rest += values[i] * 0;
        }

        return !float.IsNaN(rest);
    }

    /// <summary>The samples that have a value that is not finite.</summary>
    /// <param name="values">(N, …) values.</param>
    /// <param name="count">Number of samples N, at least 1.</param>
    public static IReadOnlyList<int> Samples(ReadOnlySpan<float> values, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        int size = values.Length / count;
        List<int> found = [];
        for (int sample = 0; sample < count; sample++)
        {
            if (!IsFinite(values.Slice(sample * size, size)))
            {
                found.Add(sample);
            }
        }

        return found;
    }

    /// <summary>The first weight of some layers that is not finite.</summary>
    /// <param name="model">A built model that has its session's weights.</param>
    /// <param name="stage">What to call it.</param>
    /// <param name="concerns">Which weights to look at.</param>
    public static NumericFault? InWeights(Sequential model, FaultStage stage, Func<Parameter, bool> concerns)
    {
        ArgumentNullException.ThrowIfNull(model);
        Parameter? found = model.Parameters.FirstOrDefault(parameter => concerns(parameter) && !IsFinite(parameter.Values));
        return found is null ? null : OfTensor(stage, found.Name);
    }

    /// <summary>Where a step first went wrong whose loss was finite: in the order of computing, so gradients from the last layer to the first.</summary>
    /// <param name="model">A built model that has its session's weights after the step.</param>
    /// <param name="gradients">What <see cref="IEngineSession.ExportGradients"/> gives.</param>
    /// <param name="state">What <see cref="IEngineSession.ExportState"/> gives.</param>
    public static NumericFault? AfterStep(Sequential model, IReadOnlyList<NamedTensor> gradients, IReadOnlyList<NamedTensor> state)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(state);
        return InWeights(model, FaultStage.Statistics, parameter => !parameter.IsTrainable)
            ?? InTensors(gradients.Reverse(), FaultStage.Gradients, name => name)
            ?? InWeights(model, FaultStage.Update, parameter => parameter.IsTrainable)
            ?? InTensors(state.Where(tensor => Begins(tensor, OptimizerPart)), FaultStage.Update, name => Behind(Behind(name)))
            ?? InTensors(state.Where(tensor => Begins(tensor, AveragePart)), FaultStage.Average, Behind);
    }

    /// <summary>The first tensor that is not finite; its name leads to that of the weight it belongs to.</summary>
    private static NumericFault? InTensors(IEnumerable<NamedTensor> tensors, FaultStage stage, Func<string, string> weight)
    {
        NamedTensor? found = tensors.FirstOrDefault(tensor => !IsFinite(tensor.Values.Span));
        return found is null ? null : OfTensor(stage, weight(found.Name));
    }

    private static bool Begins(NamedTensor tensor, string part) => tensor.Name.StartsWith(part, StringComparison.Ordinal);

    private static string Behind(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static NumericFault OfTensor(FaultStage stage, string weight) =>
        new(stage, weight[..weight.LastIndexOf('/')], weight, []);
}
