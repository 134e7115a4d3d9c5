using CrackLab.Display;
using CrackLab.Sweeps;

namespace CrackLab.Tests.Sweeps;

public sealed class SearchTests
{
    [Fact]
    public void Grid_TwoChoices_TriesEveryCombinationOnce()
    {
        SearchResult result = Sweep.Grid(
            [SearchParameter.Choice("a", 1, 2), SearchParameter.Choice("b", 10, 20, 30)], trial => trial["a"] * trial["b"]);

        Assert.Equal(6, result.Trials.Select(trial => (trial["a"], trial["b"])).Distinct().Count());
        Assert.Equal(60, result.Best.Score);
    }

    [Fact]
    public void Grid_Range_SaysWhatToDo() => Assert.StartsWith(
        "Grid search: expected choices, received the range 'a'.",
        Assert.Throws<ArgumentException>(() => Sweep.Grid([SearchParameter.Range("a", 0, 1)], _ => 0)).Message);

    [Fact]
    public void Random_SameSeed_TriesTheSame()
    {
        SearchParameter[] parameters = [SearchParameter.Range("rate", 1e-4, 1e-1, logarithmic: true)];

        double[] Rates(int seed) => [.. Sweep.Random(parameters, 50, _ => 0, seed).Trials.Select(trial => trial["rate"])];

        Assert.Equal(Rates(1), Rates(1));
        Assert.NotEqual(Rates(1), Rates(2));
        Assert.All(Rates(1), rate => Assert.InRange(rate, 1e-4, 1e-1));
        Assert.InRange(Rates(1).Count(rate => rate < 3.2e-3), 15, 35);
    }

    [Fact]
    public void Random_Integers_HitBothEnds()
    {
        SearchResult result = Sweep.Random([SearchParameter.Integer("n", 1, 3)], 60, trial => trial["n"]);

        Assert.Equal([1, 2, 3], result.Trials.Select(trial => trial["n"]).Distinct().Order());
    }

    [Fact]
    public void Best_NotANumber_IsNeverTheBest()
    {
        SearchResult result = Sweep.Grid([SearchParameter.Choice("a", 1, 2, 3)], trial => trial["a"] == 3 ? double.NaN : trial["a"]);

        Assert.Equal(2, result.Best["a"]);
    }

    [Fact]
    public void Importance_OneSettingDecides_IsNearlyAllOfIt()
    {
        SearchResult result = Sweep.Random(
            [SearchParameter.Range("noise", 0, 1), SearchParameter.Choice("kind", "slow", "fast"), SearchParameter.Range("rate", 0, 1)],
            200,
            trial => trial.Settings["kind"] == "fast" ? 1 + (0.01 * trial["rate"]) : 0);

        Assert.Equal("kind", result.Importance[0].Name);
        Assert.InRange(result.Importance[0].Share, 0.99, 1);
        Assert.All(result.Importance.Skip(1), item => Assert.InRange(item.Share, 0, 0.05));
    }

    [Fact]
    public void Explained_KnownGroups_IsEpsilonSquared() =>
        //// Means 2 and 5: within 4 over 6 - 2, total 17.5 over 6 - 1.
        Assert.Equal(1 - (4.0 / 4 / (17.5 / 5)), SettingImportance.Explained([[1, 2, 3], [4, 5, 6]]), 12);

    [Fact]
    public void Html_HostileNames_AreEscaped()
    {
        SearchResult result = Sweep.Grid([SearchParameter.Choice("<b>a", "<i>1", "'x'")], trial => trial.Settings["<b>a"].Length);
        var spec = new SweepSpec { Data = "data", Parameters = [SearchParameter.Choice("optimizer", "sgd")] };

        Assert.DoesNotContain("<b>a", result.ToHtml(), StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", SweepPage.Render(result, spec), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", SweepPage.Render(result, spec), StringComparison.Ordinal);
        Assert.DoesNotContain("'", result.ParallelCoordinates.ToPlotly().ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("<", result.ParallelCoordinates.ToPlotly().ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void ParallelCoordinates_Trials_EachIsALine()
    {
        SearchResult result = Sweep.Grid([SearchParameter.Choice("a", 1, 2, 3), SearchParameter.Choice("kind", "x", "y")], trial => trial["a"]);

        Assert.Equal(6, result.ParallelCoordinates.ToSvg().Split("<title>trial ").Length - 1);
        Assert.Equal(SeriesStyle.Bars, Assert.Single(result.ImportanceChart.Series).Style);
        Assert.Equal(["x", "y"], result.Chart("kind").XAxis.Categories!);
    }
}
