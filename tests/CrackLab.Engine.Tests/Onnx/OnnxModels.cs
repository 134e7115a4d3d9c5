using CrackLab.Engine.Execution;
using CrackLab.Engine.Initializers;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Serialization;
using CrackLab.Engine.Tests.Support;
using Shape = CrackLab.Engine.Tensors.Shape;

namespace CrackLab.Engine.Tests.Onnx;

/// <summary>Models that together hold every layer, activation and way to stand in a model that ONNX files have nodes for.</summary>
internal static class OnnxModels
{
    private static readonly Dictionary<string, Func<Sequential>> Makers = new(StringComparer.Ordinal)
    {
        ["seed"] = () => Models.SeedCnn(46),
        ["crack"] = () => Models.CrackNet(32),
        ["crack-classes"] = () => Models.CrackNet(48, classes: 3),
        ["not-square"] = () => new Sequential(
            new Rescaling(1 / 127.5f, -1),
            new Conv2D(5, 3, Activation.Relu) { Padding = Padding.Same, Strides = 2 },
            new MaxPooling2D(3, 2),
            new Conv2D(4, 2) { Padding = Padding.Same, KernelInitializer = Initializer.HeUniform },
            new ReLU(),
            new Flatten(),
            new Dense(3, Activation.Softmax)).Build(new Shape(23, 30, 3)),
        ["strides"] = () => new Sequential(
            new Rescaling(1 / 255f),
            new Conv2D(3, 5) { Padding = Padding.Same, Strides = 3, UseBias = false },
            new Conv2D(6, 4, Activation.Relu) { Padding = Padding.Same, Strides = 2 },
            new Conv2D(4, 2) { Padding = Padding.Valid, Strides = 2 },
            new GlobalAveragePooling2D(),
            new Dense(1, Activation.Sigmoid)).Build(new Shape(31, 44, 3)),
        ["dense-middle"] = () => new Sequential(
            new Rescaling(1 / 255f, 0.25f),
            new Flatten(),
            new Dense(7),
            new Dropout(0.3f),
            new BatchNormalization(0.8f, 1e-2f),
            new ReLU(),
            new Dense(6, Activation.Relu) { UseBias = false, KernelInitializer = Initializer.GlorotNormal },
            new Rescaling(3, -0.5f),
            new Dense(1, Activation.Sigmoid) { UseBias = false }).Build(new Shape(4, 6, 3)),
        ["no-rescaling"] = () => new Sequential(
            new BatchNormalization(),
            new Conv2D(3, 3, Activation.Relu),
            new Dropout(0.1f),
            new GlobalMaxPooling2D(),
            new Dense(4, Activation.Softmax)).Build(new Shape(9, 8, 3)),
        ["grey"] = () => new Sequential(new Rescaling(1 / 255f), new Conv2D(2, 3), new GlobalMaxPooling2D(), new Dense(1, Activation.Sigmoid)).Build(new Shape(8, 8, 1)),
        ["planes"] = () => new Sequential(new Conv2D(3, 1), new MaxPooling2D(), new Flatten(), new Dense(2)).Build(new Shape(6, 6, 5)),
        ["features"] = () => new Sequential(new Dense(5, Activation.Relu), new Dense(2, Activation.Sigmoid)).Build(Shape.Flat(11)),
        ["picture-out"] = () => new Sequential(new Rescaling(1 / 255f), new Conv2D(4, 3, Activation.Relu)).Build(new Shape(7, 9, 3)),
        ["names"] = () => new Sequential(
            new Conv2D(4, 3) { Name = "image" },
            new ReLU { Name = "image/relu" },
            new Conv2D(4, 3, Activation.Relu) { Name = "probability" },
            new ReLU { Name = "größe \"a\"" },
            new GlobalMaxPooling2D { Name = "cast" },
            new Dense(1, Activation.Sigmoid) { Name = "image/kernel" })
        { Name = "" }.Build(new Shape(8, 8, 3)),
    };

    /// <summary>Names of all models.</summary>
    public static TheoryData<string> Names => [.. Makers.Keys];

    /// <summary>Makes one, with weights and running statistics that nothing is symmetric in.</summary>
    /// <param name="name">Its name.</param>
    public static Sequential Make(string name)
    {
        Sequential model = Makers[name]();
        ulong seed = 100;
        foreach (Parameter parameter in model.Parameters)
        {
            float[] noise = Values.Uniform(parameter.Length, seed++, 0.2);
            for (int i = 0; i < noise.Length; i++)
            {
                parameter.Values[i] += parameter.Name.EndsWith("moving_variance", StringComparison.Ordinal) ? Math.Abs(noise[i]) : noise[i];
            }
        }

        CalmDown(model);
        model.Metadata = model.OutputShape.Size switch
        {
            1 => new ModelMetadata { Classes = ["Negative", "Positive \u00e4\n\"x\""], Threshold = 0.1 + 0.2, RunId = "run-1", Aim = "recall=0.99", Temperature = 1.0 / 3 },
            var units => new ModelMetadata { Classes = [.. Enumerable.Range(0, units).Select(i => $"class {i}")] },
        };
        return model;
    }

    /// <summary>Scales the last layer so that logits are between -2 and 2: probabilities of 0 and 1 would tell nothing.</summary>
    private static void CalmDown(Sequential model)
    {
        if (model.Layers[^1] is not Dense { Activation: Activation.Sigmoid or Activation.Softmax } head)
        {
            return;
        }

        string json = ModelJson.Write(model);
        int at = json.LastIndexOf($"\"{head.Activation}\"", StringComparison.OrdinalIgnoreCase);
        Sequential logits = ModelJson.Read(string.Concat(json.AsSpan(0, at), "\"linear\"", json.AsSpan(at + head.Activation.ToString().Length + 2))).Build(model.InputShape);
        logits.CopyWeightsFrom(model);
        using IEngineSession session = new SimdEngine(1).Build(logits, new SessionOptions { BatchSize = 5 });
        float[] values = new float[5 * logits.OutputShape.Size];
        session.Predict(new ModelInput(Pictures.Noise(5, model.InputShape), 5), values);
        float scale = 2 / values.Max(Math.Abs);
        foreach (Parameter parameter in model.Parameters.Where(parameter => parameter.Name.StartsWith($"{head.Name}/", StringComparison.Ordinal)))
        {
            foreach (ref float value in parameter.Values)
            {
                value *= scale;
            }
        }
    }
}
