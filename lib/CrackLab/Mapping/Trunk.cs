using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;
using CrackLab.Explanation;

namespace CrackLab.Mapping;

/// <summary>The layers of a model before its global pooling, to be run over pictures of any size: what they see is local.</summary>
internal sealed class Trunk
{
    private readonly Sequential _model;
    private readonly int _pooling;

    private Trunk(Sequential model, int pooling)
    {
        _model = model;
        _pooling = pooling;
        Input = model.InputShape.Width;
        Places = model.Shapes[pooling].Width;
        Channels = model.Shapes[pooling].Channels;
        Stride = FootprintOf(Input).Stride;
    }

    /// <summary>Side of the model's own input in pixels.</summary>
    public int Input { get; }

    /// <summary>Places in a row that the trunk gives for that input.</summary>
    public int Places { get; }

    /// <summary>Values a place.</summary>
    public int Channels { get; }

    /// <summary>Pixels of the input from one place to the next.</summary>
    public int Stride { get; }

    /// <summary>Pixels of the input from its edge to the middle of the first place.</summary>
    public double Middle => (Input - ((Places - 1) * Stride)) / 2.0;

    /// <summary>Whether the global pooling takes the greatest value; else the mean.</summary>
    public bool TakesMaximum => _model.Layers[_pooling] is GlobalMaxPooling2D;

    /// <summary>The trunk of a model, or <see langword="null"/> where its layers are not local up to a global pooling.</summary>
    /// <param name="model">A built model with a square RGB input.</param>
    public static Trunk? Of(Sequential model)
    {
        int pooling = model.Layers.ToList().FindIndex(layer => layer is GlobalMaxPooling2D or GlobalAveragePooling2D);
        return pooling > 0 && !model.Layers.Take(pooling).Any(layer => layer is Flatten or Dense) ? new Trunk(model, pooling) : null;
    }

    /// <summary>The trunk as a model for tiles.</summary>
    /// <param name="side">Side of a tile in pixels, a multiple of <see cref="Stride"/>.</param>
    public Sequential Build(int side) =>
        PartialModel.Copy(_model, _model.Layers.Take(_pooling), new Shape(side, side, _model.InputShape.Channels));

    /// <summary>Places in a row that the trunk gives for a tile.</summary>
    /// <param name="side">Side of the tile in pixels, a multiple of <see cref="Stride"/>.</param>
    public int PlacesOf(int side) => _model.Layers.Take(_pooling)
        .Aggregate(new Shape(side, side, _model.InputShape.Channels), (shape, layer) => layer.OutputShape(shape)).Width;

    /// <summary>The layers behind the pooling as a model that gives logits.</summary>
    public Sequential BuildTail() => PartialModel.Behind(PartialModel.WithLogits(_model), _model.Layers[_pooling].Name);

    /// <summary>How the trunk's places lie over a tile.</summary>
    /// <param name="side">Side of the tile in pixels, a multiple of <see cref="Stride"/>.</param>
    public Footprint FootprintOf(int side) =>
        Footprint.Of(_model.Layers.Take(_pooling), new Shape(side, side, _model.InputShape.Channels));
}
