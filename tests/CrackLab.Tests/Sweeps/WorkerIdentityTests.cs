using CrackLab.Sweeps;

namespace CrackLab.Tests.Sweeps;

public sealed class WorkerIdentityTests
{
    private static readonly WorkerIdentity Here = WorkerIdentity.Current;

    [Fact]
    public void IsKnownDead_ThisProcess_IsNot() => Assert.False(Here.IsKnownDead());

    [Fact]
    public void IsKnownDead_AnotherProcessOfThatNumber_Is() => Assert.True((Here with { Started = Here.Started - 100 }).IsKnownDead());

    [Fact]
    public void IsKnownDead_OnAnotherMachine_IsNotCertain() => Assert.False((Here with { Host = "another", Process = int.MaxValue }).IsKnownDead());

    [Fact]
    public void Current_OnLinux_CountsFromTheMachinesStart_SoThatNoClockMovesIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems keep when a process began as a date, which stays as it is.");
        string uptime = File.ReadAllText("/proc/uptime").Split(' ')[0];
        Assert.InRange(Here.Started, 0.01, double.Parse(uptime, System.Globalization.CultureInfo.InvariantCulture));
    }
}
