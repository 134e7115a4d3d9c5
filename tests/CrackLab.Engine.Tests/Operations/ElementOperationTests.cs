using CrackLab.Engine.Layers;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Operations;

[Trait("Speed", "Quick")]
public sealed class ElementOperationTests
{
    public static TheoryData<InstructionSet, int> Sizes => new MatrixTheoryData<InstructionSet, int>(InstructionSets.Available, [1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33]);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Relu_EdgeSizes_CutsValuesAndGradient(InstructionSet set, int size)
    {
        using var run = new LayerRun(set, 2, 3, Shape.Flat(size), new ReLU());
        float[] x = Values.Uniform(3 * size, 1);
        x[0] = 0;
        float[] dy = Values.Uniform(3 * size, 2);
        Assert.Equal(x.Select(value => Math.Max(value, 0)), run.Forward(x));
        Assert.Equal(dy.Zip(x, (slope, value) => value > 0 ? slope : 0), run.Backward(dy));
    }

    [Theory]
    [MemberData(nameof(EverySet.Alone), MemberType = typeof(EverySet))]
    public void Rescaling_BehindALayer_ScalesValuesAndGradient(InstructionSet set)
    {
        using var run = new LayerRun(set, 2, 3, new Shape(2, 3, 5), new Rescaling(2.5f, -1));
        float[] x = Values.Uniform(90, 1);
        float[] dy = Values.Uniform(90, 2);
        Close.To(Array.ConvertAll(x, value => (value * 2.5f) - 1), run.Forward(x), 1e-6, "y");
        Close.To(Array.ConvertAll(dy, slope => slope * 2.5f), run.Backward(dy), 1e-6, "dx");
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.2f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void Dropout_Training_DropsItsRateAndScalesTheRest(float rate)
    {
        const int Count = 4 * 10_000;
        using var run = new LayerRun(InstructionSets.Best, 2, 4, Shape.Flat(10_000), new Dropout(rate));
        float[] x = Values.Uniform(Count, 1);
        float[] y = run.Forward(x);
        float[] dx = run.Backward(x);

        int dropped = y.Count(value => value == 0);
        double deviation = Math.Sqrt(Count * rate * (1 - rate));
        Assert.InRange(dropped, (Count * rate) - (5 * deviation), (Count * rate) + (5 * deviation));
        float[] expected = [.. x.Zip(y, (before, after) => after == 0 ? 0 : before * (1 / (1 - rate)))];
        Assert.Equal(expected, y);
        Assert.Equal(y, dx);
    }

    [Fact]
    public void Dropout_Predicting_ChangesNothing()
    {
        using var run = new LayerRun(InstructionSets.Best, 1, 2, Shape.Flat(100), new Dropout(0.5f));
        float[] x = Values.Uniform(200, 1);
        Assert.Equal(x, run.Forward(x, training: false));
    }

    [Fact]
    public void Dropout_OtherStepLayerOrSample_DropsOthers()
    {
        float[] ones = new float[2000];
        Array.Fill(ones, 1);
        using var run = new LayerRun(InstructionSets.Best, 1, 2, Shape.Flat(1000), new Dropout(0.5f));
        float[] first = run.Forward(ones);
        Assert.Equal(first, run.Forward(ones));
        Assert.NotEqual(first[..1000], first[1000..]);
        run.Step = 1;
        Assert.NotEqual(first, run.Forward(ones));
        using var two = new LayerRun(InstructionSets.Best, 1, 2, Shape.Flat(1000), new Dropout(0.5f), new Dropout(0.5f));
        double kept = two.Forward(ones).Count(value => value != 0) / 2000.0;
        Assert.InRange(kept, 0.2, 0.3);
    }

    [Fact]
    public void Dropout_AnyThreads_DropsTheSame()
    {
        float[] x = Values.Uniform(9 * 77, 1);
        float[][] outputs = [.. new[] { 1, 2, 3, 8 }.Select(threads =>
        {
            using var run = new LayerRun(InstructionSets.Best, threads, 9, Shape.Flat(77), new Dropout(0.3f));
            return run.Forward(x);
        })];
        Assert.All(outputs, output => Assert.Equal(outputs[0], output));
    }
}
