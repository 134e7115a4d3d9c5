using System.CommandLine;
using CrackLab.Endurance.Growth;
using CrackLab.Endurance.Stops;

namespace CrackLab.Endurance;

/// <summary>stops: whether Ctrl-C answers. endurance: whether memory grows.</summary>
internal static class Program
{
    public static int Main(string[] args) =>
        new RootCommand("Tries for minutes what tests try for moments.")
        {
            StopsCommand.Create(),
            EnduranceCommand.Create(),
        }
        .Parse(args).Invoke();
}
