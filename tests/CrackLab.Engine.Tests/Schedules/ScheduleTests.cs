using CrackLab.Engine.Schedules;

namespace CrackLab.Engine.Tests.Schedules;

/// <summary>OneCycle is compared with PyTorch, step by step, in the golden tests.</summary>
public sealed class ScheduleTests
{
    [Fact]
    public void Constant_AnyStep_IsOne() => Assert.Equal(1, new ConstantSchedule().Factor(7, 10));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(25, 0.85355339059327373)]
    [InlineData(50, 0.5)]
    [InlineData(75, 0.14644660940672627)]
    [InlineData(100, 0)]
    public void CosineDecay_WithoutWarmUp_IsHalfACosine(long step, double expected) =>
        Assert.Equal(expected, new CosineDecay().Factor(step, 100), 1e-12);

    [Theory]
    [InlineData(0, 1 / 11.0)]
    [InlineData(4, 5 / 11.0)]
    [InlineData(9, 10 / 11.0)]
    [InlineData(10, 1)]
    [InlineData(55, 0.6)]
    [InlineData(100, 0.2)]
    public void CosineDecay_WithWarmUp_RisesThenFallsToFinal(long step, double expected) =>
        Assert.Equal(expected, new CosineDecay { WarmUp = 0.1, Final = 0.2 }.Factor(step, 100), 1e-12);

    [Fact]
    public void OneCycle_FirstPeakAndLast_AreAsSet()
    {
        var schedule = new OneCycle { RisingPart = 0.3, StartDivisor = 10, FinalDivisor = 100 };
        Assert.Equal(0.1, schedule.Factor(0, 101), 1e-12);
        Assert.Equal(1, schedule.Factor(29, 100), 1e-12);
        Assert.Equal(0.001, schedule.Factor(99, 100), 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Factor_VeryShortTrainings_StaysWithinZeroAndOne(long total)
    {
        foreach (Schedule schedule in (Schedule[])[new OneCycle(), new OneCycle { RisingPart = 0 }, new OneCycle { RisingPart = 1 }, new CosineDecay(), new CosineDecay { WarmUp = 1 }])
        {
            for (long step = 0; step < total; step++)
            {
                Assert.InRange(schedule.Factor(step, total), 0, 1);
            }
        }
    }
}
