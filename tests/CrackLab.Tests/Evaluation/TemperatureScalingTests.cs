using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;
using CrackLab.Evaluation;

namespace CrackLab.Tests.Evaluation;

public sealed class TemperatureScalingTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(3)]
    public void Fit_LabelsDrawnAtATemperature_FindsIt(double temperature)
    {
        (float[] logits, int[] labels) = Draw(20_000, temperature);

        Assert.Equal(temperature, TemperatureScaling.Fit(logits, labels)!.Value, 0.05 * temperature);
    }

    [Fact]
    public void Fit_OneUnitOrTwo_IsTheSame()
    {
        (float[] logits, int[] labels) = Draw(500, 2);

        Assert.Equal(
            TemperatureScaling.Fit(logits, labels)!.Value,
            TemperatureScaling.Fit([.. logits.SelectMany(logit => new[] { -logit / 2, logit / 2 })], labels)!.Value,
            1e-6);
    }

    [Fact]
    public void Fit_NothingWrong_IsPlattsTargetAndNotEndless()
    {
        // Three of each at -2 and 2: sigmoid(2/T) = (3 + 1)/(3 + 2) = 0.8, so T = 2/ln 4.
        double temperature = TemperatureScaling.Fit([-2, -2, -2, 2, 2, 2], [0, 0, 0, 1, 1, 1])!.Value;

        Assert.Equal(2 / Math.Log(4), temperature, 1e-9);
    }

    [Fact]
    public void Fit_WorseThanChanceOrOneClass_IsNone()
    {
        Assert.Null(TemperatureScaling.Fit([2, 2, -2, -2], [0, 0, 1, 1]));
        Assert.Null(TemperatureScaling.Fit([2, 3], [1, 1]));
    }

    [Fact]
    public void Fit_LogitsThatAreNone_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => TemperatureScaling.Fit([1, float.NaN], [0, 1]));
        Assert.Throws<ArgumentException>(() => TemperatureScaling.Fit([1, 2, 3], [0, 1]));
        Assert.Throws<ArgumentException>(() => TemperatureScaling.Fit([1, 2], [0, 2]));
        Assert.Throws<ArgumentException>(() => TemperatureScaling.Fit([], []));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(4, true)]
    [InlineData(2, false)]
    public void Apply_AnyHead_DividesTheLogitsAndLeavesTheModelAlone(int classes, bool bias)
    {
        Sequential model = new Sequential(
            new Dense(6, Activation.Relu),
            new Dense(classes == 2 ? 1 : classes, classes == 2 ? Activation.Sigmoid : Activation.Softmax) { UseBias = bias }).Build(Shape.Flat(5));
        model.Parameters[^1].Values.Fill(0.3f);
        float[] before = Predict(model);

        Sequential scaled = TemperatureScaling.Apply(model, 2.5);

        float[] logits = Predict(TemperatureScaling.WithoutHead(model)), halved = Predict(TemperatureScaling.WithoutHead(scaled));
        Assert.Contains(logits, logit => Math.Abs(logit) > 0.01);
        for (int i = 0; i < logits.Length; i++)
            Assert.Equal(logits[i] / 2.5, halved[i], 1e-6);
        Assert.Equal(before, Predict(model));
        Assert.Equal(2.5, scaled.Metadata.Temperature);
        Assert.Equal(1, model.Metadata.Temperature);
        Assert.Equal(5, TemperatureScaling.Apply(scaled, 2).Metadata.Temperature);
    }

    private static float[] Predict(Sequential model)
    {
        using IEngineSession session = new SimdEngine(1).Build(model, new SessionOptions { BatchSize = 2 });
        float[] outputs = new float[2 * model.OutputShape.Size];
        session.Predict(new ModelInput(new float[] { 1, -2, 3, 0.5f, -1, 2, 2, -1, 0, 1 }, 2), outputs);
        return outputs;
    }

    private static (float[] Logits, int[] Labels) Draw(int count, double temperature)
    {
        var random = new Random(1);
        float[] logits = [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.5) * 12))];
        return (logits, [.. logits.Select(logit => random.NextDouble() < 1 / (1 + Math.Exp(-logit / temperature)) ? 1 : 0)]);
    }
}
