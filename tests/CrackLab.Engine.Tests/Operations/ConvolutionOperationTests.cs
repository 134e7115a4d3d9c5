using CrackLab.Engine.Layers;
using CrackLab.Engine.Reference;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Operations;

public sealed class ConvolutionOperationTests
{
    private const double Tolerance = 1e-5;
    private static readonly int[] Batches = [1, 5, 9];
    private static readonly int[] Threads = [1, 2, 3, 8];

    public static TheoryData<InstructionSet, int, int, Padding> Windows
    {
        get
        {
            var rows = new TheoryData<InstructionSet, int, int, Padding>();
            foreach (InstructionSet set in InstructionSets.Available)
            {
                foreach (int kernel in (ReadOnlySpan<int>)[1, 2, 3, 5])
                {
                    foreach (int strides in (ReadOnlySpan<int>)[1, 2, 3])
                    {
                        rows.Add(set, kernel, strides, Padding.Valid);
                        rows.Add(set, kernel, strides, Padding.Same);
                    }
                }
            }

            return rows;
        }
    }

    /// <summary>Every pair of channel counts, each with another batch, width, height and number of threads.</summary>
    [Theory]
    [MemberData(nameof(Windows))]
    public void Convolution_EdgeChannels_EqualsReference(InstructionSet set, int kernel, int strides, Padding padding)
    {
        int width = EverySet.Width(set);
        int[] channels = [1, 3, width - 1, width, width + 1, (2 * width) + 1];
        int turn = (kernel * 3) + strides + (padding == Padding.Same ? 1 : 0);
        for (int pair = 0; pair < 36; pair++)
        {
            int columns = 1 + ((pair + (5 * turn)) % 9);
            int rows = 1 + ((pair + turn) % 3);
            var layer = new Conv2D(channels[pair % 6], kernel) { Strides = strides, Padding = padding, UseBias = pair % 3 == 0 };
            int batch = Batches[((pair / 3) + turn) % 3];
            Check(set, Threads[((pair / 2) + turn) % 4], batch, Input(layer, rows, columns, channels[pair / 6]), layer);
        }
    }

    [Trait("Speed", "Quick")]
    [Theory]
    [MemberData(nameof(EverySet.Alone), MemberType = typeof(EverySet))]
    public void Convolution_EveryOutputWidth_EqualsReference(InstructionSet set)
    {
        int width = EverySet.Width(set);
        for (int columns = 1; columns <= 30; columns++)
        {
            foreach (int filters in (ReadOnlySpan<int>)[width, 2 * width, (3 * width) - 1])
            {
                int strides = 1 + (columns % 2);
                var layer = new Conv2D(filters, 3) { Strides = strides, Padding = columns % 3 == 0 ? Padding.Same : Padding.Valid };
                Check(set, Threads[columns % 4], 1, Input(layer, 2, columns, width), layer);
            }
        }
    }

    [Theory]
    [MemberData(nameof(EverySet.Alone), MemberType = typeof(EverySet))]
    public void Convolution_SeveralBands_EqualsReference(InstructionSet set)
    {
        // Bands hold 16384 outputs: 33 x 40 x 24 of them make two, and the gradient of the input is cut too.
        foreach (Padding padding in (ReadOnlySpan<Padding>)[Padding.Valid, Padding.Same])
        {
            var layer = new Conv2D(24, 3) { Padding = padding };
            Check(set, 3, 2, Input(layer, 33, 40, 3), layer);
            var wide = new Conv2D(24, 3) { Padding = padding, Strides = 2 };
            Check(set, 3, 1, Input(wide, 33, 40, 3), wide);
        }
    }

    [Trait("Speed", "Quick")]
    [Theory]
    [MemberData(nameof(EverySet.Alone), MemberType = typeof(EverySet))]
    public void Convolution_WithRelu_CutsOutputAndGradient(InstructionSet set)
    {
        var layer = new Conv2D(19, 3, Activation.Relu) { Padding = Padding.Same };
        var plain = new Conv2D(19, 3) { Padding = Padding.Same };
        var input = new Shape(6, 7, 5);
        using var run = new LayerRun(set, 2, 3, input, layer);
        float[] x = Values.Uniform(3 * input.Size, 1);
        Values.Uniform(run.Weights("bias").Length, 2).CopyTo(run.Weights("bias"));
        float[] expected = ReferenceConvolution.Forward(plain, input, x, run.Weights("kernel"), run.Weights("bias"));
        float[] dy = Values.Uniform(expected.Length, 3);
        float[] cut = [.. dy.Zip(expected, (slope, value) => value > 0 ? slope : 0)];
        float[] kernel = run.Weights("kernel").ToArray();

        Close.To(Array.ConvertAll(expected, value => Math.Max(value, 0)), run.Forward(x), Tolerance, "y");
        float[] dx = run.Backward(dy);
        (float[] expectedDx, float[] dkernel, float[] dbias) = ReferenceConvolution.Backward(plain, input, x, kernel, cut);
        Close.To(expectedDx, dx, Tolerance, "dx");
        Close.To(dkernel, run.Gradient("kernel"), Tolerance, "dkernel");
        Close.To(dbias, run.Gradient("bias"), Tolerance, "dbias");
    }

    /// <summary>A picture whose output is rows x columns, one column or row wider than it need be where that changes nothing.</summary>
    private static Shape Input(Conv2D layer, int rows, int columns, int channels)
    {
        int Side(int output) => layer.Padding == Padding.Same
            ? Math.Max((output * layer.Strides) - (output % layer.Strides), 1)
            : ((output - 1) * layer.Strides) + layer.KernelSize + (output % layer.Strides);
        return new Shape(Side(rows), Side(columns), channels);
    }

    /// <summary>Forward and backward pass of one convolution against the reference.</summary>
    internal static void Check(InstructionSet set, int threads, int batch, Shape input, Conv2D layer)
    {
        string what = $"{set}, {threads} threads, {batch} x {input} -> {layer.Filters}, kernel {layer.KernelSize}, strides {layer.Strides}, {layer.Padding}";
        using var run = new LayerRun(set, threads, batch, input, layer);
        float[] x = Values.Uniform(batch * input.Size, 1);
        float[] kernel = Values.Uniform(run.Weights("kernel").Length, 2);
        float[] bias = layer.UseBias ? Values.Uniform(layer.Filters, 3) : [];
        kernel.CopyTo(run.Weights("kernel"));
        if (layer.UseBias)
        {
            bias.CopyTo(run.Weights("bias"));
        }

        float[] y = run.Forward(x);
        Close.To(ReferenceConvolution.Forward(layer, input, x, kernel, bias), y, Tolerance, $"y: {what}");
        float[] dy = Values.Uniform(y.Length, 4);
        float[] dx = run.Backward(dy);
        (float[] expectedDx, float[] dkernel, float[] dbias) = ReferenceConvolution.Backward(layer, input, x, kernel, dy);
        Close.To(expectedDx, dx, Tolerance, $"dx: {what}");
        Close.To(dkernel, run.Gradient("kernel"), Tolerance, $"dkernel: {what}");
        if (layer.UseBias)
        {
            Close.To(dbias, run.Gradient("bias"), Tolerance, $"dbias: {what}");
        }
    }
}
