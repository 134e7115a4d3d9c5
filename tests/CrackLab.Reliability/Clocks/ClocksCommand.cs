using System.CommandLine;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Clocks;

/// <summary>clocks: a clock that jumps back, stands still, or differs from that of another process.</summary>
internal static class ClocksCommand
{
    public static Command Create()
    {
        var only = new Option<string?>("--only") { Description = "Cases whose name holds this.", HelpName = "TEXT" };
        var command = new Command("clocks", "Tries clocks that jump, stand still and differ, by libfaketime.") { only };
        command.SetAction(result =>
        {
            using var place = new Workplace();
            var table = new CaseTable(place, result.GetValue(only));
            new SetClocks(place, table).Try();
            table.Finish();
            return table.ExitCode;
        });
        return command;
    }
}
