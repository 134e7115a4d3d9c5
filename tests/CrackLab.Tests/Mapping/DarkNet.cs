using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Tests.Mapping;

/// <summary>Networks whose answer can be told by hand: a picture is Positive where some place of it is dark.</summary>
internal static class DarkNet
{
    public const int Size = 32;
    public const int Window = 64;

    /// <summary>Logit 40 x darkness - 20 of the darkest place; a place is the mean over 3x3 pixels, the greatest of 4x4 such.</summary>
    public static Sequential WithGlobalPooling(Padding padding = Padding.Same)
    {
        var model = new Sequential(
            new Rescaling(-1 / 255f, 1),
            new Conv2D(1, 3) { Padding = padding, UseBias = false },
            new MaxPooling2D(4),
            new GlobalMaxPooling2D(),
            new Dense(1, Activation.Sigmoid));
        return WithWeights(model.Build(new Shape(Size, Size, 3)), dense: 40, bias: -20);
    }

    /// <summary>Logit 200 x mean darkness - 60: what is three tenths dark on the whole.</summary>
    public static Sequential WithFlatten()
    {
        var model = new Sequential(
            new Rescaling(-1 / 255f, 1),
            new Conv2D(1, 3) { Padding = Padding.Same, UseBias = false },
            new Flatten(),
            new Dense(1, Activation.Sigmoid));
        return WithWeights(model.Build(new Shape(Size, Size, 3)), dense: 200f / (Size * Size), bias: -60);
    }

    private static Sequential WithWeights(Sequential model, float dense, float bias)
    {
        foreach (Parameter parameter in model.Parameters)
        {
            parameter.Values.Fill(parameter.Name switch
            {
                "conv2d/kernel" => 1 / 27f,
                "dense/kernel" => dense,
                _ => bias,
            });
        }

        model.Metadata = new ModelMetadata { Classes = ["Negative", "Positive"], Threshold = 0.5, PictureSize = Window };
        return model;
    }
}
