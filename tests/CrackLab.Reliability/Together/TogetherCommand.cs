using System.CommandLine;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Together;

/// <summary>together: two processes at one cache, run, sweep, quarantine, table, and who comes after one that was killed.</summary>
internal static class TogetherCommand
{
    public static Command Create()
    {
        var only = new Option<string?>("--only") { Description = "Cases whose name holds this.", HelpName = "TEXT" };
        var command = new Command("together", "Tries two processes at one place, and one after another that was killed.") { only };
        command.SetAction(result =>
        {
            using var place = new Workplace();
            var table = new CaseTable(place, result.GetValue(only));
            new HeldFolders(place, table).Try();
            new SameMoment(place, table).Try();
            table.Finish();
            return table.ExitCode;
        });
        return command;
    }
}
