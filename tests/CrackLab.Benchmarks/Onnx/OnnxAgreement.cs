using System.Globalization;
using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Onnx;
using CrackLab.Imaging;
using Shared;

namespace CrackLab.Benchmarks.Onnx;

/// <summary>How near ONNX Runtime's probabilities come to ours.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Count">Number of pictures.</param>
/// <param name="What">What is compared.</param>
/// <param name="Largest">Largest difference.</param>
/// <param name="Mean">Mean difference.</param>
/// <param name="OtherLabels">Pictures whose label differs.</param>
internal sealed record OnnxAgreement(string Model, int Count, string What, double Largest, double Mean, int OtherLabels)
{
    private const int BatchSize = 25;

    /// <summary>Compares on files, once at the model's size, once with the graph that resizes.</summary>
    /// <param name="model">A trained model of two classes and square pictures.</param>
    /// <param name="files">JPEG files of one size.</param>
    /// <param name="runtime">The peer.</param>
    /// <param name="folder">Takes ONNX files, and what goes in and comes out.</param>
    public static IEnumerable<OnnxAgreement> Measure(Sequential model, string[] files, OnnxProcess runtime, string folder)
    {
        int size = model.InputShape.Height;
        byte[][] bytes = [.. files.Select(File.ReadAllBytes)];
        byte[][] loaded = [.. bytes.Select(file => PixelLoader.Load(file, size))];
        Image[] decoded = [.. bytes.Select(file => ImageDecoder.Decode(file))];
        float[] ours = Predict(model, loaded);
        string exact = Path.Combine(folder, $"{model.Name}.onnx");
        string any = Path.Combine(folder, $"{model.Name}-any.onnx");
        OnnxFile.Export(model, exact);
        OnnxFile.Export(model, any, anySize: true);

        yield return Of("the same pixels", model, ours, Run(runtime, exact, loaded, size, size));

        float[] resizing = Run(runtime, any, [.. decoded.Select(image => image.Pixels.ToArray())], decoded[0].Height, decoded[0].Width);
        float[] resized = Predict(model, [.. decoded.Select(image => Resizer.Resize(image, size, size).Pixels.ToArray())]);
        yield return Of("whole crops, resized by the graph and by Resizer", model, resized, resizing);
        yield return Of("whole crops, resized by the graph and by PixelLoader", model, ours, resizing);
        yield return Of("(ours alone, resized by Resizer and by PixelLoader)", model, ours, resized);
    }

    /// <summary>The comparison as a table's line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"| {Model} | {Count} | {What} | {Largest:0.0E+0} | {Mean:0.0E+0} | {OtherLabels} |");

    private static OnnxAgreement Of(string what, Sequential model, float[] ours, float[] theirs)
    {
        double threshold = model.Metadata.Threshold;
        double[] differences = [.. ours.Zip(theirs, (a, b) => Math.Abs((double)a - b))];
        return new($"{model.Name}, {model.InputShape.Width}x{model.InputShape.Height}", ours.Length, what, differences.Max(), differences.Average(), ours.Zip(theirs).Count(pair => pair.First >= threshold != pair.Second >= threshold));
    }

    private static float[] Predict(Sequential model, byte[][] pictures)
    {
        using IEngineSession session = new SimdEngine().Build(model, new SessionOptions { BatchSize = BatchSize });
        return [.. pictures.Chunk(BatchSize).SelectMany(batch =>
        {
            float[] outputs = new float[batch.Length];
            session.Predict(new ModelInput(batch.SelectMany(picture => picture).ToArray().AsSpan(), batch.Length), outputs);
            return outputs;
        })];
    }

    private static float[] Run(OnnxProcess runtime, string file, byte[][] pictures, int height, int width) =>
        [.. runtime.Run([.. pictures.Chunk(BatchSize).Select(batch => OnnxJob.Of(file, [.. batch.SelectMany(picture => picture)], batch.Length, height, width, 3))])
            .SelectMany(result => result.Values)];
}
