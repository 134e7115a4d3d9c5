using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Losses;

namespace CrackLab.Benchmarks.Workers;

/// <summary>Trains a network on one batch, or predicts that batch, again and again.</summary>
internal sealed class NetworkWorkload : IWorkload, IDisposable
{
    private const int CheckSteps = 5;

    /// <summary>Adam's first steps at the usual rate are so wide that rounding grows into the losses; at this one it does not.</summary>
    private const double CheckRate = 1e-4;

    private readonly IEngineSession _session;
    private readonly byte[] _pixels;
    private readonly int[] _labels;
    private readonly float[] _outputs;
    private readonly bool _trains;
    private long _steps;

    /// <summary>Gets ready.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="folder">Holds model, pixels and labels.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="checking">Whether results are to be compared: without dropout, whose random numbers nobody shares.</param>
    public NetworkWorkload(Work work, string folder, IEngine engine, bool checking)
    {
        Network network = Network.For(work);
        Sequential model = Sequential.Load(Path.Combine(folder, Inputs.Model));
        _trains = work.IsTraining();
        _pixels = File.ReadAllBytes(Path.Combine(folder, Inputs.Pixels));
        _labels = [.. File.ReadAllBytes(Path.Combine(folder, Inputs.Labels)).Select(label => (int)label)];
        _outputs = new float[_labels.Length];
        _session = engine.Build(checking ? WithoutDropout(model) : model, new SessionOptions
        {
            BatchSize = _labels.Length,
            Training = _trains ? new TrainingOptions(new BinaryCrossentropy(), network.Optimizer) : null,
        });
    }

    private ModelInput Input => new(_pixels, _labels.Length);

    /// <inheritdoc/>
    public float[] Check()
    {
        _session.Predict(Input, _outputs);
        return _trains ? [.. _outputs, .. Enumerable.Range(0, CheckSteps).Select(_ => (float)(Train(CheckRate) / _labels.Length))] : _outputs;
    }

    /// <inheritdoc/>
    public int Run()
    {
        if (_trains)
        {
            Train(Network.LearningRate);
        }
        else
        {
            _session.Predict(Input, _outputs);
        }

        return _labels.Length;
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private double Train(double rate) => _session.TrainStep(Input, _labels, new TrainStep(_steps++, rate)).LossSum;

    private static Sequential WithoutDropout(Sequential model)
    {
        var copy = new Sequential([.. model.Layers.Where(layer => layer is not Dropout)]) { Name = model.Name };
        copy.Build(model.InputShape).CopyWeightsFrom(model);
        return copy;
    }
}
