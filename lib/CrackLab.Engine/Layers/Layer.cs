using System.Text.Json.Serialization;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Layers;

/// <summary>A layer's description: what it computes and which weights it needs, without the weights themselves.</summary>
/// <remarks>Layers are noun and setting; an engine turns them into work. Written to JSON with "layer" as discriminator.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "layer")]
[JsonDerivedType(typeof(Rescaling), nameof(Rescaling))]
[JsonDerivedType(typeof(Conv2D), nameof(Conv2D))]
[JsonDerivedType(typeof(BatchNormalization), nameof(BatchNormalization))]
[JsonDerivedType(typeof(ReLU), nameof(ReLU))]
[JsonDerivedType(typeof(MaxPooling2D), nameof(MaxPooling2D))]
[JsonDerivedType(typeof(GlobalAveragePooling2D), nameof(GlobalAveragePooling2D))]
[JsonDerivedType(typeof(GlobalMaxPooling2D), nameof(GlobalMaxPooling2D))]
[JsonDerivedType(typeof(Flatten), nameof(Flatten))]
[JsonDerivedType(typeof(Dropout), nameof(Dropout))]
[JsonDerivedType(typeof(Dense), nameof(Dense))]
public abstract class Layer
{
    /// <summary>Most characters of the name of a layer or model; every message about it quotes it.</summary>
    public const int LongestName = 200;

    /// <summary>Name, unique in its model; given by <see cref="CrackLab.Engine.Sequential"/> where none is set: "conv2d_1".</summary>
    /// <exception cref="ArgumentException">It is set to <see langword="null"/> or to more than <see cref="LongestName"/> characters.</exception>
    [JsonPropertyOrder(-1)]
    public string Name
    {
        get;
        set
        {
            RequireName(value);
            field = value;
        }
    }

    = "";

    /// <summary>The snake-case name that Keras builds default names from: "conv2d".</summary>
    [JsonIgnore]
    public abstract string BaseName { get; }

    /// <summary>Shape of the output for an input shape.</summary>
    /// <param name="input">Shape of one input sample.</param>
    /// <exception cref="ArgumentException">The layer cannot take that shape.</exception>
    public abstract Shape OutputShape(Shape input);

    /// <summary>The weights that the layer needs for an input shape, in a fixed order.</summary>
    /// <param name="input">Shape of one input sample.</param>
    public virtual IReadOnlyList<ParameterSpec> Parameters(Shape input) => [];

    /// <summary>Refuses a name that is none or too long.</summary>
    /// <param name="name">Name of a layer or model.</param>
    internal static void RequireName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length > LongestName)
        {
            throw new ArgumentException($"Name: expected at most {LongestName} characters, received {name.Length}. Choose a shorter one.", nameof(name));
        }
    }

    private protected ArgumentException Refuse(string expected, Shape received, string mend) =>
        new($"{GetType().Name} '{Name}': expected {expected}, received {received}. {mend}");

    private protected Shape RequirePicture(Shape input) =>
        input.IsFlat
            ? throw Refuse("a picture (None, height, width, channels)", input, "Put it before Flatten, Dense and global pooling.")
            : input;
}
