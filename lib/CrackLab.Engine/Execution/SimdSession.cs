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
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        _model = model;
        _options = options;
        _kernels = kernels;
        bool training = options.Training is not null;
        _goesBack = training || options.InputGradient;
        _outputSize = model.OutputShape.Size;
        _head = HeadOf(model, options.Training);
        if (model.Layers[0] is Rescaling rescaling)
        {
            (_scale, _offset) = (rescaling.Scale, rescaling.Offset);
        }

        _team = new ThreadTeam(threads);
        _pass = new Pass(_team, options.Training?.Seed ?? 0);
        float* gradient = training ? _memory.Take(model.TrainableLength) : null;
        _operations = kernels.BuildOperations(model, gradient, new OperationOptions(_memory, options.BatchSize, threads, _goesBack, options.InputGradient));
        _input = _memory.Take((long)options.BatchSize * model.InputShape.Size);
        _firstLearner = training ? FirstLearner(_operations, model) : 0;
        _outputs = new float*[_operations.Count];
        TakeOutputs();
        _state = training ? new TrainingState(model, options.Training!, kernels, gradient, _memory) : null;
        _convert = ConvertSample;
        PushWeights();
    }

    /// <inheritdoc/>
    public void Predict(ModelInput input, Span<float> outputs)
    {
        Check(input, outputs.Length / _outputSize);
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
        TrainingState state = _state ?? throw new InvalidOperationException(
            $"Session of '{_model.Name}': expected SessionOptions.Training, received none. Build the session with it.");
        Check(input, labels.Length);
        if (labels.Length != input.Count)
        {
            throw new ArgumentException($"Session of '{_model.Name}': expected a label for each sample, received {input.Count} samples and {labels.Length} labels. Give both the same length.", nameof(labels));
        }

        _options.Training!.Loss.Check(input.Count * _outputSize, labels);
        _pass.IsTraining = true;
        _pass.Step = step.Number;
        float* logits = Forward(input);
        var scores = new ReadOnlySpan<float>(logits, input.Count * _outputSize);
        double loss = _options.Training.Loss.Compute(scores, labels, new Span<float>(_gradients[0], scores.Length));
        int correct = Loss.CountCorrect(scores, labels, boundary: 0);
        Backward(_firstLearner, isInputWanted: false);
        state.Step(_team, step);
        Prepare();
        GC.KeepAlive(this);
        return new StepResult(loss, correct);
    }

    /// <inheritdoc/>
    public void InputGradient(ModelInput input, ReadOnlySpan<float> outputGradient, Span<float> gradient)
    {
        if (!_options.InputGradient)
        {
            throw new InvalidOperationException(
                $"Session of '{_model.Name}': expected SessionOptions.InputGradient, received none. Build the session with it.");
        }

        Check(input, outputGradient.Length / _outputSize);
        if (outputGradient.Length != input.Count * _outputSize || gradient.Length != input.Length)
        {
            throw new ArgumentException(
                $"Session of '{_model.Name}': expected {input.Count * _outputSize} weights of logits and room for {input.Length} derivatives, received {outputGradient.Length} and {gradient.Length}. Give one weight for each logit and one place for each input value.",
                nameof(outputGradient));
        }

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

    private static Activation HeadOf(Sequential model, TrainingOptions? training)
    {
        Activation head = Heads.Of(model);
        return training is not null && training.Loss.Head != head
            ? throw new ArgumentException($"Sequential '{model.Name}': expected a last layer with {training.Loss.Head} for {training.Loss.GetType().Name}, received {head}. Change the head or use Loss.For(model).", nameof(training))
            : head;
    }

    /// <summary>The first operation with weights: nothing before it needs a gradient.</summary>
    private static int FirstLearner(IReadOnlyList<Operation> operations, Sequential model)
    {
        int first = operations.TakeWhile(operation => !operation.HasParameters).Count();
        return first < operations.Count ? first : throw new ArgumentException(
            $"Sequential '{model.Name}': expected a layer with weights to train, received none. Add a Conv2D or Dense layer.", nameof(model));
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

    private void Check(ModelInput input, int rows)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (input.Count < 1 || input.Count > _options.BatchSize || input.Length != (long)input.Count * _model.InputShape.Size || rows < input.Count)
        {
            throw new ArgumentException(
                $"Session of '{_model.Name}': expected 1 to {_options.BatchSize} samples of {_model.InputShape} with a label or output row each, received {input.Count} samples, {input.Length} values, {rows} rows. Decode pictures to the model's input shape.",
                nameof(input));
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
