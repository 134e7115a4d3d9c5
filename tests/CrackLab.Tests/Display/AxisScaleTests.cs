using CrackLab.Display;
using FsCheck;
using FsCheck.Fluent;

namespace CrackLab.Tests.Display;

public sealed class AxisScaleTests
{
    [Fact]
    public void Ticks_FromZeroToOne_AreRound()
    {
        AxisScale scale = new(new ChartAxis("share") { Low = 0, High = 1 }, []);

        Assert.Equal(["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"], scale.Ticks.Select(scale.Label), StringComparer.Ordinal);
    }

    [Fact]
    public void Ticks_Epochs_AreWhole()
    {
        AxisScale scale = new(new ChartAxis("epoch") { IsWhole = true }, [1, 3]);

        Assert.Equal((1, 3), (scale.Low, scale.High));
        Assert.Equal(["1", "2", "3"], scale.Ticks.Select(scale.Label), StringComparer.Ordinal);
    }

    [Fact]
    public void Ticks_Logarithmic_AreOneTwoFive()
    {
        AxisScale scale = new(new ChartAxis("loss") { IsLogarithmic = true }, [0.3, 0.012, 0, double.NaN]);

        Assert.Equal(["0.01", "0.02", "0.05", "0.1", "0.2", "0.5"], scale.Ticks.Select(scale.Label), StringComparer.Ordinal);
        Assert.False(scale.IsShown(0));
    }

    [Fact]
    public void Scale_OneValue_HasRoomAroundIt()
    {
        AxisScale scale = new(new ChartAxis("loss"), [0.25]);

        Assert.InRange(scale.Place(0.25), 0.1, 0.9);
        Assert.True(scale.Ticks.Count >= 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Scale_AnyValues_PutsThemInsideWithFewTicks(bool isLogarithmic)
    {
        Gen<double[]> values = Gen.Choose(1, 1_000_000).Select(value => value / 1000.0).NonEmptyListOf().Select(list => list.ToArray());

        Prop.ForAll(values.ToArbitrary(), Fits).QuickCheckThrowOnFailure();

        bool Fits(double[] items)
        {
            AxisScale scale = new(new ChartAxis("any") { IsLogarithmic = isLogarithmic }, items);
            return scale.Ticks.Count is >= 2 and <= 12
                && items.All(item => scale.Place(item) is >= -1e-9 and <= 1 + 1e-9)
                && scale.Ticks.All(tick => scale.Place(tick) is >= -1e-9 and <= 1 + 1e-9)
                && scale.Ticks.Select(scale.Label).Distinct(StringComparer.Ordinal).Count() == scale.Ticks.Count;
        }
    }
}
