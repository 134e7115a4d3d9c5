using CrackLab.Data;

namespace CrackLab.Tests.Data;

public sealed class SeededRandomTests
{
    [Fact]
    public void NextBits_KnownSeed_GivesPublishedSequence()
    {
        var random = new SeededRandom(1234567);
        ulong[] expected =
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(expected, expected.Select(_ => random.NextBits()));
    }

    [Fact]
    public void NextInteger_ManyDraws_IsEvenAndInRange()
    {
        var random = new SeededRandom(1);
        var counts = new int[7];
        for (int draw = 0; draw < 70_000; draw++)
        {
            counts[random.NextInteger(7)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void Shuffle_Items_KeepsThemAll()
    {
        int[] items = [.. Enumerable.Range(0, 100)];
        var random = new SeededRandom(1);
        random.Shuffle(items.AsSpan());
        Assert.NotEqual(Enumerable.Range(0, 100), items);
        Assert.Equal(Enumerable.Range(0, 100), items.Order());
    }

    [Fact]
    public void Combine_OrderOfParts_Matters() =>
        Assert.Equal(3, new[] { SeededRandom.Combine(1, 2), SeededRandom.Combine(2, 1), SeededRandom.Combine(1, 2, 0) }.Distinct().Count());
}
