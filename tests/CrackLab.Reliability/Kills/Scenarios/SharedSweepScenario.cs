using System.Diagnostics;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills.Scenarios;

/// <summary>Two processes at one sweep, of which one is killed; the other works on to the end.</summary>
internal sealed class SharedSweepScenario(Workplace place) : SweepScenario(place)
{
    public override string Name => "sweep, one of two processes";

    public override int Weight => 5;

    // Which trials climb depends on who comes first; without climbing the result does not.
    protected override string Halving => "";

    public override bool Kill(string folder, KillPoint point)
    {
        var clock = Stopwatch.StartNew();
        using Process other = Place.Plain.Start(Arguments(folder));
        bool atWork = base.Kill(folder, point);
        Cracklab.Wait(other, clock).Done();
        return atWork;
    }
}
