using CrackLab.Engine.Layers;
using CrackLab.Engine.Losses;
using CrackLab.Engine.Operations;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Threading;

namespace CrackLab.Engine.Execution;

/// <summary>A model made ready for the SIMD engine: its operations, and memory for one batch, taken once.</summary>
/// <remarks>
/// Works on the model's own weights. A session that only predicts lets operations share two buffers in turn; one that
/// goes backward too keeps every operation's output for that, and gradients take turns in two more.
/// </remarks>
internal sealed unsafe class SimdSession : IEngineSession
{
    private readonly Sequential _model;
    private readonly SessionOptions _options;
    private readonly KernelSet _kernels;
    private readonly ThreadTeam _team;
    private readonly Workspace _memory = new();
    private readonly Pass _pass;
    private readonly IReadOnlyList<Operation> _operations;
    private readonly float*[] _outputs;
    private readonly float*[] _gradients = new float*[2];
    private readonly float* _input;
    private readonly TrainingState? _state;
    private readonly Action<int, int> _convert;
    private readonly float _scale = 1;
    private readonly float _offset;
    private readonly int _outputSize;
    private readonly int _firstLearner;
    private readonly Activation _head;
    private readonly bool _goesBack;
    private byte* _bytes;
    private float* _floats;
    private bool _disposed;

    public SimdSession(Sequential model, SessionOptions options, KernelSet kernels, int threads)
    {
        SessionChecks.Options(model, options);
        _model = model;
        _options = options;
        _kernels = kernels;
        bool training = options.Training is not null;
        _goesBack = training || options.InputGradient;
        _outputSize = model.OutputShape.Size;
        _head = Heads.Of(model, options.Training);
        if (model.Layers[0] is Rescaling rescaling)
        {
            (_scale, _offset) = (rescaling.Scale, rescaling.Offset);
        }

        _team = new ThreadTeam(threads);
        _pass = new Pass(_team, options.Training?.Seed ?? 0);
        float* gradient = training ? _memory.Take(model.TrainableLength) : null;
        _operations = kernels.BuildOperations(model, gradient, new OperationOptions(_memory, options.BatchSize, threads, _goesBack, options.InputGradient));
        _input = _memory.Take((long)options.BatchSize * model.InputShape.Size);
        _firstLearner = training ? _operations.TakeWhile(operation => !operation.HasParameters).Count() : 0;
        _outputs = new float*[_operations.Count];
        TakeOutputs();
        _state = training ? new TrainingState(model, options.Training!, kernels, gradient, _memory) : null;
        _convert = ConvertSample;
        PushWeights();
    }

    /// <inheritdoc/>
    public void Predict(ModelInput input, Span<float> outputs)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        SessionChecks.Input(_model, _options, input, outputs.Length / _outputSize);
        _pass.IsTraining = false;
        float* logits = Forward(input);
        var span = new Span<float>(logits, input.Count * _outputSize);
        Heads.Apply(_head, span, _outputSize);
        span.CopyTo(outputs);
        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public StepResult TrainStep(ModelInput input, ReadOnlySpan<int> labels, TrainStep step)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        TrainingOptions training = SessionChecks.Step(_model, _options, input, labels);
        _pass.IsTraining = true;
        _pass.Step = step.Number;
        float* logits = Forward(input);
        var scores = new ReadOnlySpan<float>(logits, input.Count * _outputSize);
        double loss = training.Loss.Compute(scores, labels, new Span<float>(_gradients[0], scores.Length));
        int correct = Loss.CountCorrect(scores, labels, boundary: 0);
        Backward(_firstLearner, isInputWanted: false);
        _state!.Step(_team, step);
        Prepare();
        GC.KeepAlive(this);
        return new StepResult(loss, correct);
    }

    /// <inheritdoc/>
    public void InputGradient(ModelInput input, ReadOnlySpan<float> outputGradient, Span<float> gradient)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        SessionChecks.InputGradient(_model, _options, input, outputGradient, gradient);
        _pass.IsTraining = false;
        Forward(input);
        outputGradient.CopyTo(new Span<float>(_gradients[0], outputGradient.Length));
        var derivative = new ReadOnlySpan<float>(Backward(first: 0, isInputWanted: true), gradient.Length);
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = derivative[i] * _scale;
        }

        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public void SwapAverage()
    {
        if (_state?.SwapAverage() == true)
        {
            Prepare();
        }
    }

    /// <inheritdoc/>
    public void PullWeights()
    {
        // The session computes on the model's own weights: they are always there.
    }

    /// <inheritdoc/>
    public void PushWeights() => Prepare();

    /// <inheritdoc/>
    public IReadOnlyList<NamedTensor> ExportState() => _state?.Export() ?? [];

    /// <inheritdoc/>
    public IReadOnlyList<NamedTensor> ExportGradients() => _state?.ExportGradients() ?? [];

    /// <inheritdoc/>
    public void ImportState(IReadOnlyList<NamedTensor> state) => _state?.Import(state);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _team.Dispose();
            _memory.Dispose();
        }
    }

    private void TakeOutputs()
    {
        long largest = _operations.Select(operation => (long)operation.Output.Size).DefaultIfEmpty().Max() * _options.BatchSize;
        for (int i = 0; i < _outputs.Length; i++)
        {
            _outputs[i] = _goesBack ? _memory.Take((long)_operations[i].Output.Size * _options.BatchSize)
                : i < 2 ? _memory.Take(largest)
                : _outputs[i - 2];
        }

        if (_goesBack)
        {
            long gradient = _options.InputGradient ? Math.Max(largest, (long)_options.BatchSize * _model.InputShape.Size) : largest;
            _gradients[0] = _memory.Take(gradient);
            _gradients[1] = _memory.Take(gradient);
        }
    }

    private void Prepare()
    {
        foreach (Operation operation in _operations)
        {
            operation.Prepare(_goesBack);
        }
    }

    private float* Forward(ModelInput input)
    {
        _pass.Count = input.Count;
        fixed (byte* bytes = input.Bytes)
        fixed (float* floats = input.Floats)
        {
            _bytes = bytes;
            _floats = floats;
            _team.Run(input.Count, _convert);
        }

        float* x = _input;
        for (int i = 0; i < _operations.Count; i++)
        {
            _operations[i].Forward(_pass, x, _outputs[i]);
            x = _outputs[i];
        }

        return x;
    }

    /// <summary>From the derivative in the first gradient buffer back to an operation, and to what goes into it where that is wanted.</summary>
    private float* Backward(int first, bool isInputWanted)
    {
        int turn = 0;
        for (int i = _operations.Count - 1; i >= first; i--)
        {
            float* x = i == 0 ? _input : _outputs[i - 1];
            _operations[i].Backward(_pass, x, _outputs[i], _gradients[turn], i > first || isInputWanted ? _gradients[1 - turn] : null);
            turn = 1 - turn;
        }

        return _gradients[turn];
    }

    private void ConvertSample(int sample, int thread)
    {
        int size = _model.InputShape.Size;
        nint start = (nint)sample * size;
        if (_bytes is not null)
        {
            _kernels.ConvertBytes(_bytes + start, _input + start, size, _scale, _offset);
            return;
        }

        for (int i = 0; i < size; i++)
        {
            _input[start + i] = float.MultiplyAddEstimate(_floats[start + i], _scale, _offset);
        }
    }
}
