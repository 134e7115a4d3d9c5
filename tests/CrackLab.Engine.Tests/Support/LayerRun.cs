using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Operations;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Threading;

namespace CrackLab.Engine.Tests.Support;

/// <summary>Runs the vector kernels of one layer (or of a few in a row) alone, forward and backward.</summary>
/// <remarks>
/// A batch normalization stands before the layers but is never run: it makes the engine prepare for the derivative of
/// the input, which the first learning layer of a model does not need. The rescaling keeps it from taking in a ReLU.
/// </remarks>
internal sealed unsafe class LayerRun : IDisposable
{
    private const string Unused = "unused";
    private readonly Workspace _memory = new();
    private readonly ThreadTeam _team;
    private readonly Sequential _model;
    private readonly IReadOnlyList<Operation> _operations;
    private readonly AlignedBuffer _gradient;
    private readonly Pass _pass;
    private readonly AlignedBuffer[] _values;

    public LayerRun(InstructionSet set, int threads, int batch, Shape input, params Layer[] layers)
    {
        _model = new Sequential([new BatchNormalization { Name = Unused }, new Rescaling(1), .. layers]).Build(input);
        _gradient = _memory.TakeBuffer(_model.TrainableLength);
        _team = new ThreadTeam(threads);
        _pass = new Pass(_team, seed: 7) { Count = batch, IsTraining = true };
        var options = new OperationOptions(_memory, batch, threads, Training: true, NeedsInputGradient: false);
        _operations = [.. KernelSet.For(set).BuildOperations(_model, _gradient.Pointer, options).Skip(2)];
        _values = [_memory.TakeBuffer((long)batch * input.Size), .. _operations.Select(operation => _memory.TakeBuffer((long)batch * operation.Output.Size))];
    }

    /// <summary>Steps of training done before.</summary>
    public long Step { set => _pass.Step = value; }

    public Span<float> Weights(string name) => Find(name).Values;

    public float[] Gradient(string name)
    {
        Parameter parameter = Find(name);
        return _gradient.Span.Slice(parameter.Offset, parameter.Length).ToArray();
    }

    public float[] Forward(ReadOnlySpan<float> x, bool training = true)
    {
        _pass.IsTraining = training;
        x.CopyTo(_values[0].Span);
        for (int i = 0; i < _operations.Count; i++)
        {
            // What an operation does not write must show.
            _values[i + 1].Span.Fill(float.NaN);
            _operations[i].Prepare(training: true);
            _operations[i].Forward(_pass, _values[i].Pointer, _values[i + 1].Pointer);
            if (training)
            {
                _operations[i].Finish();
            }
        }

        return _values[^1].Span.ToArray();
    }

    /// <summary>dx from dy, after <see cref="Forward"/>.</summary>
    public float[] Backward(ReadOnlySpan<float> dy)
    {
        _gradient.Span.Fill(float.NaN);
        AlignedBuffer behind = _memory.TakeBuffer(dy.Length);
        dy.CopyTo(behind.Span);
        for (int i = _operations.Count - 1; i >= 0; i--)
        {
            AlignedBuffer before = _memory.TakeBuffer(_values[i].Length);
            before.Span.Fill(float.NaN);
            _operations[i].Backward(_pass, _values[i].Pointer, _values[i + 1].Pointer, behind.Pointer, before.Pointer);
            behind = before;
        }

        return behind.Span.ToArray();
    }

    public void Dispose()
    {
        _team.Dispose();
        _memory.Dispose();
    }

    private Parameter Find(string name) => _model.Parameters.Single(
        p => p.Name.EndsWith($"/{name}", StringComparison.Ordinal) && !p.Name.StartsWith(Unused, StringComparison.Ordinal));
}
