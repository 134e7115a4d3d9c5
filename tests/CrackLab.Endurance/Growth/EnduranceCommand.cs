using System.CommandLine;

namespace CrackLab.Endurance.Growth;

/// <summary>endurance: works for long, looks at memory, handles and threads all the while, and tells whether they grow.</summary>
internal static class EnduranceCommand
{
    public static Command Create()
    {
        Option<double> minutes = Number("--minutes", "Minutes of training; 0 leaves it out.", 30.0);
        Option<int> files = Number("--files", "Files to predict; 0 leaves it out.", 100_000);
        Option<int> maps = Number("--maps", "Photos to map; 0 leaves it out.", 2000);
        Option<int> sessions = Number("--sessions", "Sessions to open and close; 0 leaves it out.", 2000);
        Option<int> cells = Number("--cells", "Notebook cells to run; 0 leaves it out.", 500);
        Option<int> requests = Number("--requests", "Requests to the inspection page; 0 leaves it out.", 10_000);
        var command = new Command("endurance", "Works for long and tells whether memory, handles or threads grow.") { minutes, files, maps, sessions, cells, requests };
        command.SetAction(async (result, _) =>
        {
            string folder = Directory.CreateTempSubdirectory("cracklab-endurance-").FullName;
            try
            {
                var works = new Works(folder);
                bool grows = false;
                if (result.GetValue(maps) is > 0 and var photos) grows |= works.Map(photos);
                if (result.GetValue(sessions) is > 0 and var opened) grows |= works.Sessions(opened);
                if (result.GetValue(requests) is > 0 and var asked) grows |= await works.Serve(asked).ConfigureAwait(false);
                if (result.GetValue(files) is > 0 and var predicted) grows |= works.Predict(predicted);
                if (result.GetValue(minutes) is > 0 and var long_) grows |= works.Train(TimeSpan.FromMinutes(long_));
                if (result.GetValue(cells) is > 0 and var run) grows |= works.Cells(run);
                return grows ? 1 : 0;
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        });
        return command;
    }

    private static Option<T> Number<T>(string name, string description, T usual) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };
}
