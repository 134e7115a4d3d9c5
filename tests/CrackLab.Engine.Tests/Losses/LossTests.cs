using CrackLab.Engine.Layers;
using CrackLab.Engine.Losses;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Losses;

public sealed class LossTests
{
    public static TheoryData<Loss, int> Losses => new()
    {
        { new BinaryCrossentropy(), 1 },
        { new BinaryCrossentropy(0.2f), 1 },
        { new CategoricalCrossentropy(), 2 },
        { new CategoricalCrossentropy(), 5 },
        { new CategoricalCrossentropy(0.3f), 3 },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public void Gradient_OfEveryLogit_EqualsCentralDifference(Loss loss, int units)
    {
        const float H = 1 / 128f;
        const int Count = 4;
        float[] logits = Values.Uniform(Count * units, 1, 3);
        int[] labels = Values.Labels(Count, Math.Max(units, 2));
        float[] gradient = new float[logits.Length];
        float[] unused = new float[logits.Length];
        loss.Compute(logits, labels, gradient);
        for (int i = 0; i < logits.Length; i++)
        {
            float old = logits[i];
            logits[i] = old + H;
            double up = loss.Compute(logits, labels, unused);
            logits[i] = old - H;
            double down = loss.Compute(logits, labels, unused);
            logits[i] = old;
            Assert.Equal((up - down) / Count / ((double)(old + H) - (old - H)), gradient[i], 1e-5);
        }
    }

    [Fact]
    public void Compute_ByHand_GivesKnownValues()
    {
        float[] gradient = new float[3];
        Assert.Equal(Math.Log(2), new BinaryCrossentropy().Compute([0], [1], gradient), 1e-12);
        Assert.Equal(-0.5f, gradient[0]);
        Assert.Equal(Math.Log(3), new CategoricalCrossentropy().Compute([5, 5, 5], [2], gradient), 1e-12);
        Assert.Equal([1 / 3f, 1 / 3f, -2 / 3f], gradient);
        Assert.Equal(-(0.9 * Math.Log(0.75)) - (0.1 * Math.Log(0.25)), new BinaryCrossentropy(0.2f).Compute([(float)Math.Log(3)], [1], gradient), 1e-7);
    }

    [Theory]
    [InlineData(1e4f)]
    [InlineData(-1e4f)]
    [InlineData(float.MaxValue)]
    [InlineData(float.MinValue)]
    public void Compute_ExtremeLogits_StaysFinite(float logit)
    {
        float[] gradient = new float[3];
        foreach (int label in (ReadOnlySpan<int>)[0, 1])
        {
            double loss = new BinaryCrossentropy().Compute([logit], [label], gradient);
            Assert.Equal((logit > 0) == (label == 1) ? 0 : Math.Abs((double)logit), loss, 1e-6);
            Assert.InRange(Math.Abs(gradient[0]), 0, 1);
            Assert.True(double.IsFinite(new CategoricalCrossentropy(0.1f).Compute([logit, 0, -logit], [label], gradient)));
            Assert.All(gradient, slope => Assert.InRange(slope, -1, 1));
        }
    }

    [Fact]
    public void Compute_LabelsThatDoNotFit_Refused()
    {
        float[] gradient = new float[6];
        string Message(Loss loss, float[] logits, int[] labels) => Assert.Throws<ArgumentException>(() => loss.Compute(logits, labels, gradient)).Message;
        Assert.Contains("expected labels 0 to 1, received 2", Message(new BinaryCrossentropy(), [0], [2]), StringComparison.Ordinal);
        Assert.Contains("expected labels 0 to 2, received -1", Message(new CategoricalCrossentropy(), [0, 0, 0], [-1]), StringComparison.Ordinal);
        Assert.Contains("one logit for each label, received 4 logits and 2 labels", Message(new BinaryCrossentropy(), [0, 0, 0, 0], [0, 1]), StringComparison.Ordinal);
        Assert.Contains("a row of logits for each label, received 3 logits and 2 labels", Message(new CategoricalCrossentropy(), [0, 0, 0], [0, 1]), StringComparison.Ordinal);
    }

    [Fact]
    public void OfProbabilities_SureAndWrong_StaysFinite()
    {
        Assert.Equal(-Math.Log(0.25) - Math.Log(0.4), Loss.OfProbabilities([0.25f, 0.6f], [1, 0]), 1e-6);
        Assert.Equal(-Math.Log(1e-7), Loss.OfProbabilities([1, 0, 0], [2]), 1e-6);
        Assert.Equal(0, Loss.OfProbabilities([], []));
    }

    [Fact]
    public void CountCorrect_OneUnitAndMore_CountsTheMostProbable()
    {
        Assert.Equal(3, Loss.CountCorrect([0.5f, 0.4f, 0.9f, 0.9f], [1, 0, 1, 0]));
        Assert.Equal(2, Loss.CountCorrect([0.5f, -0.4f], [1, 0], boundary: 0));
        Assert.Equal(1, Loss.CountCorrect([0.1f, 0.7f, 0.2f, 0.5f, 0.2f, 0.3f], [1, 2]));
    }

    [Fact]
    public void For_Heads_GivesTheFittingLoss()
    {
        Loss For(Layer head) => Loss.For(new Sequential(head).Build(Shape.Flat(3)), 0.1f);
        Assert.Equal(0.1f, Assert.IsType<BinaryCrossentropy>(For(new Dense(1, Activation.Sigmoid))).LabelSmoothing);
        Assert.IsType<CategoricalCrossentropy>(For(new Dense(4, Activation.Softmax)));
        Assert.Contains("received ReLU 're_lu'", Assert.Throws<ArgumentException>(() => For(new ReLU())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => For(new Dense(3, Activation.Sigmoid)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryCrossentropy(1));
    }
}
