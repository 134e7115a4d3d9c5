using CrackLab.Kernel.Hosting;

namespace CrackLab.Kernel.Tests.Hosting;

public sealed class HistoryTests
{
    private readonly History _history = new();

    public HistoryTests()
    {
        string[] codes = ["1+1", "x", "1+1", "x*2"];
        for (int i = 0; i < codes.Length; i++)
            _history.Add(new HistoryEntry(i + 1, codes[i], null));
    }

    [Fact]
    public void Tail_Two_AreTheLastInOrder() => Assert.Equal([3, 4], _history.Tail(2).Select(one => one.Number));

    [Theory]
    [InlineData(0, 2, 4, new[] { 2, 3 })]
    [InlineData(1, 3, null, new[] { 3, 4 })]
    [InlineData(-1, 0, null, new int[0])]
    public void Range_ExecutionCounts_EndBeforeStop(int session, int start, int? stop, int[] expected) =>
        Assert.Equal(expected, _history.Range(session, start, stop).Select(one => one.Number));

    [Theory]
    [InlineData("1?1", null, false, new[] { 1, 3 })]
    [InlineData("1?1", null, true, new[] { 3 })]
    [InlineData("x*", 1, false, new[] { 4 })]
    [InlineData("*", 3, false, new[] { 2, 3, 4 })]
    [InlineData("+", null, false, new int[0])]
    public void Search_Pattern_FitsTheWholeText(string pattern, int? count, bool unique, int[] expected) =>
        Assert.Equal(expected, _history.Search(pattern, count, unique).Select(one => one.Number));
}
