using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Fuzzing.Targets;

/// <summary>Small models that together hold every layer.</summary>
internal static class ModelSeeds
{
    /// <summary>New models by name.</summary>
    public static IEnumerable<(string Name, Sequential Model)> Make()
    {
        yield return ("features", new Sequential(new Dense(5, Activation.Relu), new Dense(2, Activation.Sigmoid) { UseBias = false }).Build(Shape.Flat(11)));
        yield return ("picture", new Sequential(
            new Rescaling(1 / 255f),
            new Conv2D(3, 3, Activation.Relu) { Padding = Padding.Same, Strides = 2 },
            new BatchNormalization(),
            new ReLU(),
            new MaxPooling2D(2, 1),
            new GlobalAveragePooling2D(),
            new Dropout(0.2f),
            new Dense(1, Activation.Sigmoid))
        { Metadata = new ModelMetadata { Classes = ["Negative", "Positive"], Threshold = 0.25, Aim = "recall=0.99", Temperature = 1.5, PictureSize = 227, RunId = "run" } }.Build(new Shape(8, 9, 3)));
        yield return ("classes", new Sequential(
            new Conv2D(2, 2) { Padding = Padding.Valid, UseBias = false },
            new GlobalMaxPooling2D(),
            new Dense(3, Activation.Softmax))
        { Name = "größe \"a\"", Metadata = new ModelMetadata { Classes = ["a", "b", "c"] } }.Build(new Shape(5, 4, 2)));
        yield return ("flat", new Sequential(new Rescaling(2, -1), new Flatten(), new Dense(2)).Build(new Shape(3, 2, 3)));
    }
}
