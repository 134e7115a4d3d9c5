using CrackLab.Engine;
using CrackLab.Experiments;
using CrackLab.Explanation;
using CrackLab.Tests.Training;

namespace CrackLab.Tests.Experiments;

public sealed class SearchTests(ToySet toys) : IClassFixture<ToySet>
{
    [Fact]
    public void Grid_TwoChoices_TriesEveryCombinationOnce()
    {
        SearchResult result = HyperParameterSearch.Grid(
            [SearchParameter.Choice("a", 1, 2), SearchParameter.Choice("b", 10, 20, 30)], trial => trial["a"] * trial["b"]);

        Assert.Equal(6, result.Trials.Select(trial => (trial["a"], trial["b"])).Distinct().Count());
        Assert.Equal(60, result.Best.Score);
    }

    [Fact]
    public void Random_SameSeed_TriesTheSame()
    {
        SearchParameter[] parameters = [SearchParameter.Range("rate", 1e-4, 1e-1, logarithmic: true)];

        double[] Rates(int seed) => [.. HyperParameterSearch.Random(parameters, 50, _ => 0, seed).Trials.Select(trial => trial["rate"])];

        Assert.Equal(Rates(1), Rates(1));
        Assert.NotEqual(Rates(1), Rates(2));
        Assert.All(Rates(1), rate => Assert.InRange(rate, 1e-4, 1e-1));
        Assert.InRange(Rates(1).Count(rate => rate < 3.2e-3), 15, 35);
    }

    [Fact]
    public void Find_LearningRate_LeavesTheModelAndRepeats()
    {
        Sequential model = ToyPhotos.Model();
        int[] before = model.Bits();
        var finder = new LearningRateFinder { Steps = 40, BatchSize = 8, Lowest = 1e-5, CacheFolder = toys.Cache };

        LearningRateCurve first = finder.Find(model, toys.Split.Train);
        LearningRateCurve second = finder.Find(model, toys.Split.Train);

        Assert.Equal(before, model.Bits());
        Assert.Equal(first.Points, second.Points);
        Assert.InRange(first.Suggestion!.Value, 1e-5, 1);
        Assert.Equal(1e-5, first.Points[0].Rate, 9);
    }

    [Fact]
    public void Suggestion_KnownCurve_IsWhereItFallsMost()
    {
        LearningRatePoint[] points =
        [
            .. Enumerable.Range(0, 60).Select(i => (Rate: Math.Pow(10, -6 + (i / 10.0)), Loss: 1 / (1 + Math.Exp((i - 30) / 3.0))))
                .Select(point => new LearningRatePoint(point.Rate, point.Loss, point.Loss)),
        ];

        Assert.Equal(1e-3, new LearningRateCurve(points).Suggestion!.Value, 1e-4);
    }

    [Fact]
    public void Activations_OfARelu_HaveOneMapAChannel()
    {
        Sequential model = ToyPhotos.Model();
        string photo = toys.Split.Train.FullPath(toys.Split.Train.Samples[0]);

        FeatureMaps maps = FeatureMaps.Activations(model, "re_lu", photo);

        Assert.Equal(4, maps.Maps.Count);
        Assert.All(maps.Maps, map => Assert.Equal(maps.Height * maps.Width, map.Length));
        Assert.Equal(4, FeatureMaps.Filters(model).Maps.Count);
        Assert.Throws<ArgumentException>(() => FeatureMaps.Activations(model, "nothing", photo));
    }

    [Fact]
    public void Occlusion_Patch_ChangesTheProbability()
    {
        Sequential model = ToyPhotos.Model();

        OcclusionMap map = OcclusionMap.Compute(model, toys.Split.Train.FullPath(toys.Split.Train.Samples[0]), patch: 0.3, steps: 4);

        Assert.Equal(16, map.Drops.Count);
        Assert.All(map.Drops, drop => Assert.InRange(drop, -1, 1));
        Assert.Contains(map.Drops, drop => drop != 0);
    }
}
