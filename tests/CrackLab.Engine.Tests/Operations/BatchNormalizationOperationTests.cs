using CrackLab.Engine.Layers;
using CrackLab.Engine.Reference;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Operations;

[Trait("Speed", "Quick")]
public sealed class BatchNormalizationOperationTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<InstructionSet, bool> Variants => new MatrixTheoryData<InstructionSet, bool>(InstructionSets.Available, [false, true]);

    [Theory]
    [MemberData(nameof(Variants))]
    public void BatchNormalization_OneTo33Channels_EqualsReference(InstructionSet set, bool reluFollows)
    {
        for (int channels = 1; channels <= 33; channels++)
        {
            var input = new Shape(1 + (channels % 3), 5, channels);
            var batchNormalization = new BatchNormalization(momentum: 0.9f);
            using var run = new LayerRun(set, 1 + (channels % 3), 4, input, reluFollows ? [batchNormalization, new ReLU()] : [batchNormalization]);
            float[] x = [.. Values.Uniform(4 * input.Size, 1).Select((value, i) => (value * (1 + (i % channels))) + (i % channels))];
            float[] gamma = [.. Values.Uniform(channels, 2).Select(value => 1 + (value / 2))];
            float[] beta = Values.Uniform(channels, 3);
            gamma.CopyTo(run.Weights("gamma"));
            beta.CopyTo(run.Weights("beta"));
            float[] dy = Values.Uniform(x.Length, 4);

            (double[] mean, double[] variance) = ReferenceBatchNormalization.Statistics(channels, x);
            float[] expected = ReferenceBatchNormalization.Forward(x, gamma, beta, mean, variance, 1e-3);
            float[] cut = [.. dy.Zip(expected, (slope, value) => !reluFollows || value > 0 ? slope : 0)];
            (float[] expectedDx, float[] dgamma, float[] dbeta) = ReferenceBatchNormalization.Backward(x, gamma, cut, 1e-3);
            Close.To(Relu(expected, reluFollows), run.Forward(x), Tolerance, $"y, {channels} channels");
            Close.To(expectedDx, run.Backward(dy), Tolerance, $"dx, {channels} channels");
            Close.To(dgamma, run.Gradient("gamma"), Tolerance, $"dgamma, {channels} channels");
            Close.To(dbeta, run.Gradient("beta"), Tolerance, $"dbeta, {channels} channels");
            Close.To(Array.ConvertAll(mean, value => (float)(0.1 * value)), run.Weights("moving_mean"), Tolerance, "moving_mean");
            Close.To(Array.ConvertAll(variance, value => (float)(0.9 + (0.1 * value))), run.Weights("moving_variance"), Tolerance, "moving_variance");
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void BatchNormalization_Predicting_UsesTheMovingStatistics(InstructionSet set, bool reluFollows)
    {
        for (int channels = 1; channels <= 33; channels++)
        {
            var input = new Shape(2, 3, channels);
            using var run = new LayerRun(set, 1, 2, input, reluFollows ? [new BatchNormalization(), new ReLU()] : [new BatchNormalization()]);
            float[] x = Values.Uniform(2 * input.Size, 1);
            float[] mean = Values.Uniform(channels, 2);
            float[] variance = [.. Values.Uniform(channels, 3).Select(value => 1.1f + value)];
            mean.CopyTo(run.Weights("moving_mean"));
            variance.CopyTo(run.Weights("moving_variance"));

            float[] y = run.Forward(x, training: false);

            float[] expected = ReferenceBatchNormalization.Forward(
                x, run.Weights("gamma").ToArray(), run.Weights("beta").ToArray(), [.. mean.Select(value => (double)value)], [.. variance.Select(value => (double)value)], 1e-3);
            Close.To(Relu(expected, reluFollows), y, Tolerance, $"y, {channels} channels");
            Assert.Equal(mean, run.Weights("moving_mean").ToArray());
            Assert.Equal(variance, run.Weights("moving_variance").ToArray());
        }
    }

    /// <summary>Grey concrete has a mean several times its deviation: sums of squares must not lose the difference.</summary>
    [Theory]
    [MemberData(nameof(EverySet.Alone), MemberType = typeof(EverySet))]
    public void BatchNormalization_MeanOfTenDeviations_EqualsReference(InstructionSet set)
    {
        var input = new Shape(64, 64, 17);
        using var run = new LayerRun(set, 2, 4, input, new BatchNormalization());
        float[] x = Array.ConvertAll(Values.Uniform(4 * input.Size, 1), value => 10 + (value * 1.7f));
        float[] dy = Values.Uniform(x.Length, 4);
        (double[] mean, double[] variance) = ReferenceBatchNormalization.Statistics(17, x);
        float[] gamma = run.Weights("gamma").ToArray();

        Close.To(ReferenceBatchNormalization.Forward(x, gamma, new float[17], mean, variance, 1e-3), run.Forward(x), 1e-4, "y");
        (float[] dx, float[] dgamma, _) = ReferenceBatchNormalization.Backward(x, gamma, dy, 1e-3);
        Close.To(dx, run.Backward(dy), 1e-4, "dx");
        Close.To(dgamma, run.Gradient("gamma"), 1e-4, "dgamma");
    }

    private static float[] Relu(float[] values, bool cut) => cut ? Array.ConvertAll(values, value => Math.Max(value, 0)) : values;
}
