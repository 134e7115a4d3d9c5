using CrackLab.Engine.Layers;
using CrackLab.Engine.Reference;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Operations;

[Trait("Speed", "Quick")]
public sealed class MaxPoolingOperationTests
{
    public static TheoryData<InstructionSet, int, int> Windows => new MatrixTheoryData<InstructionSet, int, int>(InstructionSets.Available, [1, 2, 3], [1, 2, 3]);

    [Theory]
    [MemberData(nameof(Windows))]
    public void MaxPooling_EdgeChannels_EqualsReference(InstructionSet set, int pool, int strides)
    {
        int width = EverySet.Width(set);
        foreach (int channels in (ReadOnlySpan<int>)[1, 3, width - 1, width, width + 1, (2 * width) + 1])
        {
            foreach (int columns in (ReadOnlySpan<int>)[3, 4, 5, 8, 11])
            {
                var input = new Shape(columns + (channels % 2), columns, channels);
                Check(set, input, new MaxPooling2D(pool, strides), Values.Uniform(3 * input.Size, 1));
            }
        }
    }

    /// <summary>Few different values, so that most windows hold their largest one several times.</summary>
    [Theory]
    [MemberData(nameof(Windows))]
    public void MaxPooling_Ties_GivesGradientToTheFirst(InstructionSet set, int pool, int strides)
    {
        var input = new Shape(9, 10, 19);
        Check(set, input, new MaxPooling2D(pool, strides), Values.Whole(3 * input.Size, 1, 2));
        Check(set, input, new MaxPooling2D(pool, strides), new float[3 * input.Size]);
    }

    private static void Check(InstructionSet set, Shape input, MaxPooling2D layer, float[] x)
    {
        using var run = new LayerRun(set, 2, 3, input, layer);
        float[] y = run.Forward(x);
        Assert.Equal(ReferenceMaxPooling.Forward(layer, input, x), y);
        float[] dy = Values.Uniform(y.Length, 2);
        Close.To(ReferenceMaxPooling.Backward(layer, input, x, dy), run.Backward(dy), 1e-6, $"dx: {set}, {input}, pool {layer.PoolSize}, strides {layer.Strides}");
    }
}
