using System.CommandLine;
using CrackLab.Reliability.Clocks;
using CrackLab.Reliability.Disks;
using CrackLab.Reliability.Kills;
using CrackLab.Reliability.Names;
using CrackLab.Reliability.Order;
using CrackLab.Reliability.Together;

namespace CrackLab.Reliability;

/// <summary>kills: killed at random moments. And so on: each verb tries one kind of fault on the real command and prints a table.</summary>
internal static class Program
{
    public static int Main(string[] args) =>
        new RootCommand("Tries faults on the real command; docs/reliability.md has the figures.")
        {
            KillsCommand.Create(),
            OrderCommand.Create(),
            DisksCommand.Create(),
            NamesCommand.Create(),
            ClocksCommand.Create(),
            TogetherCommand.Create(),
        }
        .Parse(args).Invoke();
}
