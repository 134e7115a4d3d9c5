using CrackLab.Data.Overlaps;

namespace CrackLab.Tests.Data.Overlaps;

public sealed class PhotoAssemblyTests
{
    private static readonly Symmetry Upright = Symmetry.All[0];

    [Fact]
    public void TryAdd_Chain_PlacesEveryCrop()
    {
        var photos = new PhotoAssembly(3, new Stub(agrees: true));
        Assert.True(photos.TryAdd(0, 1, new Placement(Symmetry.All[5], 10, 0), LinkStrength.Certain));
        Assert.True(photos.TryAdd(1, 2, new Placement(Upright, 0, 20), LinkStrength.Certain));
        Assert.Equal(photos.PhotoOf(0), photos.PhotoOf(2));
        Assert.Equal(new Placement(Symmetry.All[5], 10, 20), photos.PlaceOf(0).In(photos.PlaceOf(2).Inverse));
    }

    [Fact]
    public void TryAdd_LinkThatContradictsThePlaces_IsRefused()
    {
        var photos = new PhotoAssembly(3, new Stub(agrees: true));
        photos.TryAdd(0, 1, new Placement(Upright, 100, 0), LinkStrength.Certain);
        photos.TryAdd(1, 2, new Placement(Upright, 100, 0), LinkStrength.Certain);
        Assert.True(photos.TryAdd(0, 2, new Placement(Upright, 203, -2), LinkStrength.Certain));
        Assert.False(photos.TryAdd(0, 2, new Placement(Upright, 150, 0), LinkStrength.Certain));
        Assert.False(photos.TryAdd(0, 2, new Placement(Symmetry.All[1], 200, 0), LinkStrength.Certain));
    }

    [Fact]
    public void TryAdd_FalseBridge_DoesNotGlueStrangersTogether()
    {
        PhotoAssembly photos = TwoPhotographs(agrees: false);
        Assert.False(photos.TryAdd(0, 3, new Placement(Upright, 10, 0), LinkStrength.Sound));
        Assert.NotEqual(photos.PhotoOf(0), photos.PhotoOf(3));
    }

    [Fact]
    public void TryAdd_BridgeThatOthersBearOut_Joins()
    {
        PhotoAssembly photos = TwoPhotographs(agrees: true);
        Assert.True(photos.TryAdd(0, 3, new Placement(Upright, 10, 0), LinkStrength.Weak));
        Assert.Single(Enumerable.Range(0, 6).Select(photos.PhotoOf).Distinct());
    }

    [Fact]
    public void TryAdd_WeakLinkOfTwoAlone_IsRefused()
    {
        var photos = new PhotoAssembly(2, new Stub(agrees: true));
        Assert.False(photos.TryAdd(0, 1, new Placement(Upright, 10, 0), LinkStrength.Weak));
        Assert.True(photos.TryAdd(0, 1, new Placement(Upright, 10, 0), LinkStrength.Sound));
    }

    private static PhotoAssembly TwoPhotographs(bool agrees)
    {
        var photos = new PhotoAssembly(6, new Stub(agrees));
        foreach (int first in (int[])[0, 1, 3, 4])
        {
            photos.TryAdd(first, first + 1, new Placement(Upright, 20, 0), LinkStrength.Certain);
        }

        return photos;
    }

    private sealed class Stub(bool agrees) : IPairCheck
    {
        public double Shared(int first, int second, Placement placement) => Math.Max(0, 1 - (Math.Abs(placement.X) / 100));

        public bool Agrees(int first, int second, Placement placement) => agrees;
    }
}
