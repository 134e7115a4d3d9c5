using System.CommandLine;
using CrackLab.Cli.Terminal;
using CrackLab.Kernel.Installation;

namespace CrackLab.Cli.Verbs;

/// <summary>kernel uninstall: removes what kernel install made, and nothing else.</summary>
internal static class KernelUninstallVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Removes the C# kernel from where Jupyter front ends look.";

    public static Command Create(VerbContext context)
    {
        Option<string?> folder = KernelFolder.Option();
        var command = new Command("uninstall", Description) { folder };
        command.SetAction(result => Run(context, result.GetValue(folder)));
        return command;
    }

    private static int Run(VerbContext context, string? folder)
    {
        IReadOnlyList<InstalledKernel> removed = new KernelSpecInstaller(folder).Uninstall();
        foreach (InstalledKernel kernel in removed)
        {
            context.Output.WriteLine(KernelFolder.Describe(kernel));
        }

        context.Output.WriteLine(removed.Count == 0 ? "Nothing to remove." : $"{Words.Count(removed.Count, "kernel")} removed.");
        return Application.Done;
    }
}
