using CrackLab.Engine;
using CrackLab.Explanation;
using CrackLab.Tests.Training;

namespace CrackLab.Tests.Explanation;

public sealed class ExplanationTests(ToySet toys) : IClassFixture<ToySet>
{
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
    public void Occlusion_Patch_ChangesTheLogOdds()
    {
        Sequential model = ToyPhotos.Model();

        OcclusionMap map = OcclusionMap.Compute(model, toys.Split.Train.FullPath(toys.Split.Train.Samples[0]), patch: 0.3, steps: 4);

        Assert.Equal(16, map.Drops.Count);
        Assert.All(map.Drops, drop => Assert.True(double.IsFinite(drop)));
        Assert.Contains(map.Drops, drop => drop != 0);
    }
}
