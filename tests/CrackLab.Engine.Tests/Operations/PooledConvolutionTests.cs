using CrackLab.Engine.Layers;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Operations;

/// <summary>Convolution, ReLU and max pooling in one pass give the bits that they give one by one, forward and backward.</summary>
public sealed class PooledConvolutionTests
{
    private const int Batch = 5;

    public static TheoryData<InstructionSet, int, bool, Padding> Tails =>
        new MatrixTheoryData<InstructionSet, int, bool, Padding>(
            InstructionSets.Available, [2, 3], [false, true], [Padding.Valid, Padding.Same]);

    [Theory]
    [MemberData(nameof(Tails))]
    public void Training_LayersInOnePass_AreAsOneByOne(InstructionSet set, int pool, bool relu, Padding padding)
    {
        int width = EverySet.Width(set);
        // Direct sums, and Winograd's products.
        foreach ((int channels, int filters) in (ReadOnlySpan<(int, int)>)[(3, 1), (3, width - 1), (3, width), (3, (2 * width) + 1), (16, 32)])
        {
            foreach (int side in (ReadOnlySpan<int>)[6, 9, 13])
            {
                var input = new Shape(side, side + 1, channels);
                Check(set, input, () => Layers(filters, pool, relu, padding), Values.Uniform(Batch * input.Size, 1));
            }
        }
    }

    /// <summary>Several bands of rows, whose borders fall inside a pooling window.</summary>
    [Theory]
    [MemberData(nameof(EverySet.Alone), MemberType = typeof(EverySet))]
    public void Training_SeveralBands_AreAsOneByOne(InstructionSet set)
    {
        foreach (int channels in (ReadOnlySpan<int>)[4, 16])
        {
            var input = new Shape(43, 71, channels);
            Check(set, input, () => Layers(32, 2, relu: true, Padding.Valid), Values.Uniform(Batch * input.Size, 1));
        }
    }

    /// <summary>Few different values, so that most windows hold their largest one several times, or only zeros.</summary>
    [Theory]
    [MemberData(nameof(Tails))]
    public void Training_Ties_AreAsOneByOne(InstructionSet set, int pool, bool relu, Padding padding)
    {
        var input = new Shape(12, 11, 2);
        Check(set, input, () => Layers(17, pool, relu, padding), Values.Whole(Batch * input.Size, 1, 1));
        Check(set, input, () => Layers(17, pool, relu, padding), new float[Batch * input.Size]);
    }

    private static Layer[] Layers(int filters, int pool, bool relu, Padding padding) =>
        [new Conv2D(filters, 3) { Padding = padding }, .. relu ? [new ReLU()] : Array.Empty<Layer>(), new MaxPooling2D(pool)];

    private static void Check(InstructionSet set, Shape input, Func<Layer[]> layers, float[] x)
    {
        // A rescaling by 1 between the layers keeps each in a pass of its own.
        using var apart = new LayerRun(set, 1, Batch, input, [.. layers().SelectMany(layer => (Layer[])[layer, new Rescaling(1)])]);
        using var fused = new LayerRun(set, 3, Batch, input, layers());
        foreach (LayerRun run in (LayerRun[])[apart, fused])
        {
            Values.Whole(run.Weights("kernel").Length, 2, 2).CopyTo(run.Weights("kernel"));
            Values.Uniform(run.Weights("bias").Length, 3).CopyTo(run.Weights("bias"));
        }

        float[] y = apart.Forward(x);
        Assert.Equal(y, fused.Forward(x));
        float[] dy = Values.Uniform(y.Length, 4);
        Assert.Equal(apart.Backward(dy), fused.Backward(dy));
        Assert.Equal(apart.Gradient("kernel"), fused.Gradient("kernel"));
        Assert.Equal(apart.Gradient("bias"), fused.Gradient("bias"));
    }
}
