using CrackLab.Engine.Layers;
using CrackLab.Engine.Reference;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Operations;

[Trait("Speed", "Quick")]
public sealed class GlobalPoolingOperationTests
{
    public static TheoryData<InstructionSet, int> Channels => new MatrixTheoryData<InstructionSet, int>(InstructionSets.Available, [1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33]);

    [Theory]
    [MemberData(nameof(Channels))]
    public void GlobalAverage_EdgeChannels_EqualsReference(InstructionSet set, int channels)
    {
        foreach (var input in (ReadOnlySpan<Shape>)[new(1, 1, channels), new(3, 5, channels), new(4, 4, channels)])
        {
            using var run = new LayerRun(set, 2, 3, input, new GlobalAveragePooling2D());
            float[] x = Values.Uniform(3 * input.Size, 1);
            float[] dy = Values.Uniform(3 * channels, 2);
            Close.To(ReferenceGlobalPooling.Average(input, x), run.Forward(x), 1e-6, $"y: {input}");
            Close.To(ReferenceGlobalPooling.AverageBackward(input, dy), run.Backward(dy), 1e-6, $"dx: {input}");
        }
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void GlobalMax_EdgeChannelsAndTies_EqualsReference(InstructionSet set, int channels)
    {
        foreach (var input in (ReadOnlySpan<Shape>)[new(1, 1, channels), new(3, 5, channels), new(4, 4, channels)])
        {
            using var run = new LayerRun(set, 2, 3, input, new GlobalMaxPooling2D());
            float[] dy = Values.Uniform(3 * channels, 2);
            foreach (float[] x in (float[][])[Values.Uniform(3 * input.Size, 1), Values.Whole(3 * input.Size, 1, 2)])
            {
                Assert.Equal(ReferenceGlobalPooling.Max(input, x), run.Forward(x));
                Assert.Equal(ReferenceGlobalPooling.MaxBackward(input, x, dy), run.Backward(dy));
            }
        }
    }
}
