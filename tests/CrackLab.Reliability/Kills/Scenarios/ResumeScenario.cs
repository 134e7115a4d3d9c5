using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills.Scenarios;

/// <summary>A training that was killed and goes on, and is killed again.</summary>
internal sealed class ResumeScenario(Workplace place) : TrainScenario(place)
{
    private string? _half;

    public override string Name => "train --resume";

    public override void Prepare(string folder) => Tree.Copy(_half ??= Half(), Run(folder));

    public override IReadOnlyList<string> Arguments(string folder) => [.. base.Arguments(folder), "--resume"];

    public override IReadOnlyList<string> Again(string folder) => Arguments(folder);

    /// <summary>Makes a run that was killed behind its second epoch.</summary>
    private string Half()
    {
        string folder = Place.New("half");
        using System.Diagnostics.Process process = Place.Plain.Start(base.Arguments(folder));
        string history = Path.Combine(Run(folder), "history.csv");
        while (!process.HasExited && (!File.Exists(history) || File.ReadAllLines(history).Length < 3))
        {
            Thread.Sleep(5);
        }

        process.Kill();
        process.WaitForExit();
        return Run(folder);
    }
}
