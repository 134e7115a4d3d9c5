using CrackLab.Engine.Initializers;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Notebooks;
using CrackLab.Engine.Serialization;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine;

/// <summary>A plain stack of layers: a description, and once built, weights by name. What computes it is an engine's business.</summary>
/// <remarks>keras.Sequential. All weights lie in one buffer, trainable ones first, so an optimizer's step is one pass.</remarks>
[TypeFormatterSource(typeof(SequentialFormatters))]
public sealed class Sequential
{
    private const int Alignment = 16;
    private AlignedBuffer? _weights;
    private Shape[] _shapes = [];

    /// <summary>Makes a model that <see cref="Build"/> still has to give its input shape.</summary>
    /// <param name="layers">The layers, first to last; at least one.</param>
    /// <exception cref="ArgumentException">There is no layer, one is null, or two have the same name.</exception>
    public Sequential(params IReadOnlyList<Layer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0)
        {
            throw new ArgumentException("Sequential: expected at least one layer, received none.", nameof(layers));
        }

        if (layers.Contains(null!))
        {
            throw new ArgumentException("Sequential: expected layers, received null among them.", nameof(layers));
        }

        Layers = [.. layers];
        NameLayers(Layers);
    }

    /// <summary>Makes a model and builds it.</summary>
    /// <param name="input">Shape of one input sample.</param>
    /// <param name="layers">The layers, first to last; at least one.</param>
    public Sequential(Shape input, params IReadOnlyList<Layer> layers)
        : this(layers) => Build(input);

    /// <summary>Name of the model, as the summary prints it.</summary>
    /// <exception cref="ArgumentException">It is set to <see langword="null"/> or to more than <see cref="Layer.LongestName"/> characters.</exception>
    public string Name
    {
        get;
        init
        {
            Layer.RequireName(value);
            field = value;
        }
    }

    = "sequential";

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>Classes, threshold and run: what the model file says besides the weights.</summary>
    public ModelMetadata Metadata { get; set; } = new();

    /// <summary>Whether <see cref="Build"/> has given it shapes and weights.</summary>
    public bool IsBuilt => _weights is not null;

    /// <summary>Shape of one input sample.</summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public Shape InputShape => Shapes[0];

    /// <summary>Shape of one output.</summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public Shape OutputShape => Shapes[^1];

    /// <summary>Input shape of each layer in turn, and the last one's output.</summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public IReadOnlyList<Shape> Shapes => IsBuilt ? _shapes : throw new InvalidOperationException(
        $"Sequential '{Name}': expected a built model, received one without an input shape. Call Build(new Shape(height, width, 3)) first.");

    /// <summary>All weights, layer by layer.</summary>
    public IReadOnlyList<Parameter> Parameters { get; private set; } = [];

    /// <summary>Number of weights.</summary>
    public long ParameterCount => Parameters.Sum(parameter => (long)parameter.Length);

    /// <summary>Number of weights that the optimizer changes.</summary>
    public long TrainableParameterCount => Parameters.Where(parameter => parameter.IsTrainable).Sum(parameter => (long)parameter.Length);

    /// <summary>The one buffer of all weights.</summary>
    internal AlignedBuffer Weights => _weights ?? throw new InvalidOperationException($"Sequential '{Name}': expected a built model.");

    /// <summary>Length of the buffer's trainable front part, filling included.</summary>
    internal int TrainableLength { get; private set; }

    /// <summary>Gives the model its input shape and fresh weights.</summary>
    /// <param name="input">Shape of one input sample, without the batch dimension.</param>
    /// <param name="seed">Where the random initial weights come from.</param>
    /// <returns>This model.</returns>
    /// <exception cref="ArgumentException">A layer cannot take what the one before it gives, or there are more weights than can be held.</exception>
    public Sequential Build(Shape input, int seed = 42)
    {
        Allocate(input);
        Initialize(seed);
        return this;
    }

    /// <summary>Gives the model its input shape and weights of 0, for one that gets its weights from elsewhere.</summary>
    /// <param name="input">Shape of one input sample.</param>
    /// <exception cref="ArgumentException">As of <see cref="Build"/>.</exception>
    internal void Allocate(Shape input)
    {
        Shape[] shapes = ShapesFrom(input);
        (string Name, ParameterSpec Spec)[] specs = SpecsFrom(shapes);
        long weights = specs.Sum(p => (long)Math.Min(p.Spec.Dimensions.Aggregate(1.0, (a, b) => a * b), int.MaxValue) + Alignment);
        if (weights > Array.MaxLength)
        {
            throw new ArgumentException($"Sequential '{Name}': expected at most {Array.MaxLength} weights, received more. Use fewer filters or units.", nameof(input));
        }

        var offsets = new int[specs.Length];
        int length = 0;
        foreach (bool trainable in (ReadOnlySpan<bool>)[true, false])
        {
            for (int i = 0; i < specs.Length; i++)
            {
                if (specs[i].Spec.Trainable == trainable)
                {
                    offsets[i] = length;
                    int size = specs[i].Spec.Dimensions.Aggregate(1, (a, b) => a * b);
                    length += (size + Alignment - 1) / Alignment * Alignment;
                }
            }

            TrainableLength = trainable ? length : TrainableLength;
        }

        var buffer = new AlignedBuffer(length);
        Parameters = [.. specs.Select((p, i) => new Parameter(p.Name, p.Spec.Dimensions, p.Spec.Initializer, p.Spec.Trainable, (buffer, offsets[i])))];
        _weights = buffer;
        _shapes = shapes;
    }

    /// <summary>Gives every weight its initial value anew.</summary>
    /// <param name="seed">Where the random numbers come from; each weight tensor has a stream of its own.</param>
    public void Initialize(int seed)
    {
        ulong state = (ulong)(uint)seed;
        foreach (Parameter parameter in Parameters)
        {
            parameter.Initializer.Fill(parameter.Values, parameter.Dimensions, new RandomStream(RandomStream.Mix(ref state)));
        }
    }

    /// <summary>A second model with the same layers and a copy of the weights.</summary>
    public Sequential Clone()
    {
        var clone = new Sequential(Layers) { Name = Name, Metadata = Metadata };
        if (IsBuilt)
        {
            clone.Allocate(InputShape);
            clone.CopyWeightsFrom(this);
        }

        return clone;
    }

    /// <summary>Takes over all weights of a model of the same shape.</summary>
    /// <param name="other">The model to copy from.</param>
    /// <exception cref="ArgumentException">The models' weights differ in number or shape.</exception>
    public void CopyWeightsFrom(Sequential other)
    {
        ArgumentNullException.ThrowIfNull(other);
        string own = Dimensions(this);
        string others = Dimensions(other);
        if (!string.Equals(own, others, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"Sequential '{Name}': expected weights {own}, received {others}. Copy between models of the same layers and input shape.",
                nameof(other));
        }

        other.Weights.Span.CopyTo(Weights.Span);
    }

    /// <summary>The table that keras.Model.summary prints.</summary>
    public string Summary() => ModelSummary.Write(this);

    /// <summary>The same table; before the model is built, its layers.</summary>
    public override string ToString() => IsBuilt
        ? Summary()
        : $"{Name}, not built: {string.Join(", ", Layers.Select(layer => layer.Name))}";

    /// <summary>Writes weights, architecture and metadata to one file, whole or not at all.</summary>
    /// <param name="path">A .safetensors file.</param>
    public void Save(string path) => ModelFile.Save(this, path);

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <param name="path">A .safetensors file.</param>
    /// <exception cref="InvalidDataException">The file is no such model, is cut short, or comes from a newer version.</exception>
    public static Sequential Load(string path) => ModelFile.Load(path);

    /// <summary>Names and shapes of the weights that <see cref="Build"/> would make, without making them.</summary>
    /// <param name="input">Shape of one input sample.</param>
    internal IReadOnlyList<(string Name, ParameterSpec Spec)> Specs(Shape input) => SpecsFrom(ShapesFrom(input));

    /// <summary>Input shape of each layer in turn, and the last one's output, that <see cref="Build"/> would give them.</summary>
    /// <param name="input">Shape of one input sample.</param>
    internal Shape[] ShapesFrom(Shape input)
    {
        var shapes = new Shape[Layers.Count + 1];
        shapes[0] = input;
        for (int i = 0; i < Layers.Count; i++)
        {
            shapes[i + 1] = Layers[i].OutputShape(shapes[i]);
        }

        return shapes;
    }

    private (string Name, ParameterSpec Spec)[] SpecsFrom(Shape[] shapes) =>
        [.. Layers.SelectMany((layer, i) => layer.Parameters(shapes[i]).Select(spec => ($"{layer.Name}/{spec.Name}", spec)))];

    private static string Dimensions(Sequential model) => string.Join(", ", model.Parameters.Select(p => $"({string.Join(", ", p.Dimensions)})"));

    private static void NameLayers(IReadOnlyList<Layer> layers)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        if (layers.Distinct(ReferenceEqualityComparer.Instance).Count() != layers.Count)
        {
            throw new ArgumentException("Sequential: expected a layer object for each place, received the same layer twice. Make a new one for each.", nameof(layers));
        }

        foreach (Layer layer in layers.Where(layer => layer.Name.Length > 0))
        {
            if (!used.Add(layer.Name))
            {
                throw new ArgumentException($"Sequential: expected layers with names of their own, received two named '{layer.Name}'.", nameof(layers));
            }
        }

        // The next number of each base name: looking from 1 on for every layer would take the square of their number.
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Layer layer in layers.Where(layer => layer.Name.Length == 0))
        {
            int number = numbers.GetValueOrDefault(layer.BaseName);
            string name;
            do
            {
                name = number == 0 ? layer.BaseName : $"{layer.BaseName}_{number}";
                number++;
            }
            while (!used.Add(name));
            layer.Name = name;
            numbers[layer.BaseName] = number;
        }
    }
}
