using CrackLab.Cli.Terminal;

namespace CrackLab.Cli;

internal static class Program
{
    private static int Main(string[] args)
    {
        using var interruption = new Interruption();
        return Application.Run(args, new VerbContext(CommandOutput.OfProcess(), interruption.Token));
    }
}
