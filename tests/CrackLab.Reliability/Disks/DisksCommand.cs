using System.CommandLine;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Disks;

/// <summary>disks: full, read-only, forbidden and vanishing ones, for every verb that writes.</summary>
internal static class DisksCommand
{
    public static Command Create()
    {
        var only = new Option<string?>("--only") { Description = "Cases whose name holds this.", HelpName = "TEXT" };
        var command = new Command("disks", "Tries full, read-only, forbidden and vanishing disks.") { only };
        command.SetAction(result =>
        {
            using var place = new Workplace();
            var table = new CaseTable(place, result.GetValue(only));
            new FullDisks(place, table).Try();
            new ForbiddenDisks(place, table).Try();
            new VanishingDisks(place, table).Try();
            table.Finish();
            return table.ExitCode;
        });
        return command;
    }
}
