using CrackLab.Data.Overlaps;

namespace CrackLab.Tests.Data.Overlaps;

public sealed class SymmetryTests
{
    [Fact]
    public void Then_EveryTwo_MovesAPointAsOneAfterTheOther()
    {
        foreach (Symmetry first in Symmetry.All)
        {
            foreach (Symmetry second in Symmetry.All)
            {
                (double x, double y) = first.Apply(3, 7);
                Assert.Equal(second.Apply(x, y), first.Then(second).Apply(3, 7));
            }
        }
    }

    [Fact]
    public void Inverse_Every_BringsAPointBack() => Assert.All(Symmetry.All, symmetry =>
    {
        Assert.Equal(0, symmetry.Then(symmetry.Inverse).Index);
        Assert.Equal(symmetry, Symmetry.FromIndex(symmetry.Index));
    });

    [Fact]
    public void Placement_ThereAndBack_IsWhereItWas() => Assert.All(Symmetry.All, symmetry =>
    {
        var placement = new Placement(symmetry, 12, -5);
        Assert.Equal(new Placement(Symmetry.All[0], 0, 0), placement.In(placement.Inverse));
        Assert.Equal(new Placement(Symmetry.All[0], 0, 0), placement.Inverse.In(placement));
    });

    [Theory]
    [InlineData(5, -2, 1)]
    [InlineData(6, 2, -1)]
    [InlineData(3, -1, -2)]
    public void Apply_Turns_GoTheWayTheirNamesSay(int index, double x, double y) =>
        Assert.Equal((x, y), Symmetry.All[index].Apply(1, 2));
}
