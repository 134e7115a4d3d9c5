using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Losses;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Tensors;

namespace Contract;

/// <summary>A network of the contract, and how it is fed: the same numbers for every engine.</summary>
/// <param name="Input">Shape of one sample.</param>
/// <param name="Layers">Makes its layers.</param>
/// <param name="Whole">Whether its input is whole numbers 0 to 3, so that many values tie; else bytes, or floats for flat shapes.</param>
internal sealed record ContractNet(Shape Input, Func<IReadOnlyList<Layer>> Layers, bool Whole = false)
{
    /// <summary>Samples in a batch.</summary>
    public const int Batch = 4;

    private const int Seed = 9;

    /// <summary>The network, with statistics, factors and biases that differ from their first values.</summary>
    public Sequential Build()
    {
        Sequential model = new Sequential([.. Layers()]).Build(Input, seed: 5);
        var random = new Random(21);
        foreach (Parameter parameter in model.Parameters.Where(parameter => parameter.Dimensions.Count == 1))
        {
            bool isFactor = parameter.Name.EndsWith("variance", StringComparison.Ordinal) || parameter.Name.EndsWith("gamma", StringComparison.Ordinal);
            foreach (ref float value in parameter.Values)
            {
                value = isFactor ? 0.5f + random.NextSingle() : random.NextSingle() - 0.5f;
            }
        }

        return model;
    }

    /// <summary>Options of a session that trains.</summary>
    public SessionOptions Training(Sequential model, Optimizer optimizer) => new()
    {
        BatchSize = Batch,
        Training = new TrainingOptions(Loss.For(model, labelSmoothing: 0.1f), optimizer, Seed),
    };

    /// <summary>One step on that step's batch.</summary>
    public StepResult Train(IEngineSession session, Sequential model, int step, double rate = 0, int count = Batch)
    {
        var random = new Random(1000 + step);
        int classes = Math.Max(model.OutputShape.Size, 2);
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => random.Next(classes))];
        return session.TrainStep(Input.IsFlat || Whole ? new ModelInput(Floats(count, step), count) : new ModelInput(Bytes(count, step), count), labels, new TrainStep(step, rate));
    }

    /// <summary>Losses of steps from one number to another.</summary>
    public double[] Losses(IEngineSession session, Sequential model, Optimizer optimizer, int from, int to) =>
        [.. Enumerable.Range(from, to - from).Select(step => Train(session, model, step, optimizer.LearningRate).LossSum)];

    /// <summary>Outputs of one batch.</summary>
    public float[] Predict(IEngineSession session, Sequential model, int count)
    {
        float[] outputs = new float[count * model.OutputShape.Size];
        session.Predict(Input.IsFlat || Whole ? new ModelInput(Floats(count, 50), count) : new ModelInput(Bytes(count, 50), count), outputs);
        return outputs;
    }

    /// <summary>Derivative of a weighted sum of logits by the input.</summary>
    public float[] InputGradient(IEngineSession session, Sequential model)
    {
        float[] gradient = new float[Batch * Input.Size];
        float[] weights = [.. Enumerable.Range(0, Batch * model.OutputShape.Size).Select(i => 1f - (0.4f * i))];
        session.InputGradient(new ModelInput(Floats(Batch, 60), Batch), weights, gradient);
        return gradient;
    }

    private byte[] Bytes(int count, int step)
    {
        byte[] values = new byte[count * Input.Size];
        new Random(step).NextBytes(values);
        return values;
    }

    private float[] Floats(int count, int step)
    {
        var random = new Random(step);
        return [.. Enumerable.Range(0, count * Input.Size).Select(_ => Whole ? random.Next(4) : (2 * random.NextSingle()) - 1)];
    }
}
