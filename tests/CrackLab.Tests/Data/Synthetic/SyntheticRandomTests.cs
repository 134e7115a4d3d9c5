using CrackLab.Data.Synthetic;

namespace CrackLab.Tests.Data.Synthetic;

public sealed class SyntheticRandomTests
{
    // The first outputs of splitmix64 for seed 1234567, as its authors publish them.
    [Fact]
    public void Next_KnownSeed_GivesThePublishedSequence()
    {
        var random = new SyntheticRandom(1234567);
        Assert.Equal(
            [6457827717110365317ul, 3203168211198807973ul, 9817491932198370423ul],
            [random.Next(), random.Next(), random.Next()]);
    }

    [Fact]
    public void Whole_SmallRange_ReachesBothEndsAndNoFurther()
    {
        var random = new SyntheticRandom(1);
        int[] seen = [.. Enumerable.Range(0, 300).Select(_ => random.Whole(-1, 2)).Distinct().Order()];
        Assert.Equal([-1, 0, 1, 2], seen);
    }

    [Fact]
    public void Direction_Always_HasLengthOne()
    {
        var random = new SyntheticRandom(1);
        for (int i = 0; i < 100; i++)
        {
            (float x, float y) = random.Direction();
            Assert.InRange((x * x) + (y * y), 0.9999f, 1.0001f);
        }
    }
}
