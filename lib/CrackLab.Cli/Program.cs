using CrackLab.Cli.Terminal;

namespace CrackLab.Cli;

internal static class Program
{
    private static int Main(string[] args)
    {
        CommandOutput output = CommandOutput.OfProcess();
        using var interruption = new Interruption(output);
        return Application.Run(args, new VerbContext(output, interruption.Token) { Interruption = interruption });
    }
}
