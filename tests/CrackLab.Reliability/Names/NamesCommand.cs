using System.CommandLine;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Names;

/// <summary>names: the whole work among odd names, links and loops of links, and 100,000 files in one folder.</summary>
internal static class NamesCommand
{
    public static Command Create()
    {
        var only = new Option<string?>("--only") { Description = "Cases whose name holds this.", HelpName = "TEXT" };
        var files = new Option<int>("--files") { Description = "Files in the folder of very many.", HelpName = "N", DefaultValueFactory = _ => 100_000 };
        var command = new Command("names", "Tries odd names, links, loops of links, and very many files in one folder.") { only, files };
        command.SetAction(result =>
        {
            using var place = new Workplace();
            var table = new CaseTable(place, result.GetValue(only));
            new OddNames(place, table).Try();
            new Links(place, table).Try();
            new ManyFiles(place, table, result.GetValue(files)).Try();
            table.Finish();
            return table.ExitCode;
        });
        return command;
    }
}
