using CrackLab.Data;
using CrackLab.Data.Synthetic;

namespace CrackLab.Tests.Data.Synthetic;

public sealed class WriteIfMissingTests : IDisposable
{
    private readonly TestFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void WriteIfMissing_Twice_WritesOnce()
    {
        SyntheticFolder first = SyntheticConcrete.WriteIfMissing(_home["a/b"], count: 6, seed: 1);
        SortedDictionary<string, string> before = _home.Snapshot("a");
        SyntheticFolder second = SyntheticConcrete.WriteIfMissing(_home["a/b"], count: 6, seed: 1);

        Assert.True(first.WasWritten);
        Assert.False(second.WasWritten);
        Assert.Contains("there already", second.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, _home.Snapshot("a"));
        Assert.Equal(6, ImageFolder.Open(first.Path).Inspect().Healthy.Count);
    }

    [Fact]
    public void WriteIfMissing_OtherOptions_RefusesToTouchIt()
    {
        SyntheticConcrete.WriteIfMissing(_home["a"], count: 4);

        Assert.Throws<IOException>(() => SyntheticConcrete.WriteIfMissing(_home["a"], count: 5));
    }

    [Fact]
    public void WriteIfMissing_SeveralCropsAWall_OverlapAndHaveGroups()
    {
        SyntheticFolder made = SyntheticConcrete.WriteIfMissing(
            _home["a"], new SyntheticFolderOptions { Count = 16, Size = 64, Broken = false, CropsPerWall = 4 });

        ImageSet set = ImageFolder.Open(made.Path).Inspect().Healthy.WithGroups(GroupTable.Read(made.Groups));

        Assert.True(set.HasPhotoGroups);
        Assert.Equal(16, set.Count);
        Assert.Equal(4, set.Samples.Select(sample => sample.Group).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(16, set.Samples.Select(sample => sample.Sha256).Distinct(StringComparer.Ordinal).Count());
    }
}
