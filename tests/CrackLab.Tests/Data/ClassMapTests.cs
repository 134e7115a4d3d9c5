using CrackLab.Data;

namespace CrackLab.Tests.Data;

public sealed class ClassMapTests
{
    private static readonly string[] Model = ["Negative", "Positive"];

    private static readonly ImageSet Site = TestSets.Of(
        ["CD", "Negative", "UD"], [("CD/1", 0, "1"), ("Negative/1", 1, "2"), ("UD/1", 2, "3")]);

    [Fact]
    public void MapClasses_SeveralIntoOne_KeepsSameNames()
    {
        ImageSet mapped = Site.MapClasses(Model, Map(("CD", "Positive"), ("UD", "Negative")));
        Assert.Equal(Model, mapped.Classes);
        Assert.Equal([1, 0, 0], mapped.Samples.Select(sample => sample.Label));
        Assert.Equal(Site.Samples.Select(sample => sample.Path), mapped.Samples.Select(sample => sample.Path));
    }

    [Fact]
    public void MapClasses_ClassWithoutCounterpart_ListsBothSides()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => Site.MapClasses(Model, Map(("CD", "Positive"))));
        Assert.Contains("expected the model's classes Negative, Positive, received CD, Negative, UD. Map UD, as in --map UD=Positive.", e.Message);
    }

    [Theory]
    [InlineData("XD", "Positive")]
    [InlineData("UD", "positive")]
    public void MapClasses_NameThatIsNotThere_IsRefused(string from, string to)
    {
        Dictionary<string, string> map = Map(("CD", "Positive"), ("UD", "Negative"));
        map[from] = to;
        ArgumentException e = Assert.Throws<ArgumentException>(() => Site.MapClasses(Model, map));
        Assert.Contains($"Mapping '{from}={to}': expected one of CD, Negative, UD of '/data' on the left and one of Negative, Positive on the right", e.Message);
    }

    [Fact]
    public void WithoutGroupsOf_Part_LeavesOutCopiesToo()
    {
        ImageSet set = TestSets.Of(["a", "b"], [("a/1", 0, "x"), ("a/2", 0, "x"), ("a/3", 0, "y"), ("b/1", 1, "z")]);
        Assert.Equal(["a/3", "b/1"], set.WithoutGroupsOf(set.Pick([0])).Samples.Select(sample => sample.Path));
    }

    private static Dictionary<string, string> Map(params (string From, string To)[] pairs) => pairs.ToDictionary(StringComparer.Ordinal);
}
