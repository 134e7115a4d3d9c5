using CrackLab.Engine.Layers;
using CrackLab.Engine.Reference;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Operations;

public sealed class DenseOperationTests
{
    private const double Tolerance = 1e-5;
    private static readonly int[] Inputs = [1, 2, 3, 15, 16, 17, 31, 33, 63, 64, 65, 100, 129, 1023, 1024, 1025, 2047, 2048, 2049, 2100];
    private static readonly int[] Batches = [1, 2, 5, 9, 13];
    private static readonly int[] Threads = [1, 2, 3, 8];

    public static TheoryData<InstructionSet, int> Units => new MatrixTheoryData<InstructionSet, int>(InstructionSets.Available, [1, 2, 15, 16, 17, 33, 256]);

    [Theory]
    [MemberData(nameof(Units))]
    public void Dense_EdgeInputs_EqualsReference(InstructionSet set, int units)
    {
        for (int i = 0; i < Inputs.Length; i++)
        {
            int batch = units == 256 && Inputs[i] > 100 ? 1 + (i % 2) : Batches[(i + units) % Batches.Length];
            Check(set, Threads[(i + units) % 4], batch, Inputs[i], new Dense(units) { UseBias = i % 3 != 0 });
        }
    }

    [Trait("Speed", "Quick")]
    [Theory]
    [MemberData(nameof(EverySet.Alone), MemberType = typeof(EverySet))]
    public void Dense_WithRelu_CutsOutputAndGradient(InstructionSet set)
    {
        using var run = new LayerRun(set, 2, 4, Shape.Flat(37), new Dense(21, Activation.Relu));
        float[] x = Values.Uniform(4 * 37, 1);
        float[] kernel = run.Weights("kernel").ToArray();
        float[] expected = ReferenceDense.Forward(21, x, kernel, []);
        float[] dy = Values.Uniform(expected.Length, 3);
        float[] cut = [.. dy.Zip(expected, (slope, value) => value > 0 ? slope : 0)];

        Close.To(Array.ConvertAll(expected, value => Math.Max(value, 0)), run.Forward(x), Tolerance, "y");
        float[] dx = run.Backward(dy);
        (float[] expectedDx, float[] dkernel, float[] dbias) = ReferenceDense.Backward(21, x, kernel, cut);
        Close.To(expectedDx, dx, Tolerance, "dx");
        Close.To(dkernel, run.Gradient("kernel"), Tolerance, "dkernel");
        Close.To(dbias, run.Gradient("bias"), Tolerance, "dbias");
    }

    private static void Check(InstructionSet set, int threads, int batch, int inputs, Dense layer)
    {
        string what = $"{set}, {threads} threads, {batch} x {inputs} -> {layer.Units}";
        using var run = new LayerRun(set, threads, batch, Shape.Flat(inputs), layer);
        float[] x = Values.Uniform(batch * inputs, 1);
        float[] kernel = Values.Uniform(inputs * layer.Units, 2);
        float[] bias = layer.UseBias ? Values.Uniform(layer.Units, 3) : [];
        kernel.CopyTo(run.Weights("kernel"));
        if (layer.UseBias)
        {
            bias.CopyTo(run.Weights("bias"));
        }

        float[] y = run.Forward(x);
        Close.To(ReferenceDense.Forward(layer.Units, x, kernel, bias), y, Tolerance, $"y: {what}");
        float[] dy = Values.Uniform(y.Length, 4);
        float[] dx = run.Backward(dy);
        (float[] expectedDx, float[] dkernel, float[] dbias) = ReferenceDense.Backward(layer.Units, x, kernel, dy);
        Close.To(expectedDx, dx, Tolerance, $"dx: {what}");
        Close.To(dkernel, run.Gradient("kernel"), Tolerance, $"dkernel: {what}");
        if (layer.UseBias)
        {
            Close.To(dbias, run.Gradient("bias"), Tolerance, $"dbias: {what}");
        }
    }
}
