using System.CommandLine;
using CrackLab.Kernel.Installation;

namespace CrackLab.Cli.Verbs;

/// <summary>kernel list: the C# kernels that Jupyter front ends find.</summary>
internal static class KernelListVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Lists the C# kernels that Jupyter front ends find, where they lie, and whose they are.";

    public static Command Create(VerbContext context)
    {
        Option<string?> folder = KernelFolder.Option();
        Option<bool> json = VerbOptions.Json();
        var command = new Command("list", Description) { folder, json };
        command.SetAction(result => Run(context, result.GetValue(folder), result.GetValue(json)));
        return command;
    }

    private static int Run(VerbContext context, string? folder, bool json)
    {
        IReadOnlyList<InstalledKernel> kernels = new KernelSpecInstaller(folder).List();
        if (json)
        {
            context.Output.WriteJson(kernels);
        }
        else if (kernels.Count == 0)
        {
            context.Output.WriteLine("No C# kernel is installed. 'cracklab kernel install' installs one.");
        }
        else
        {
            foreach (InstalledKernel kernel in kernels)
            {
                context.Output.WriteLine($"{KernelFolder.Describe(kernel)}  {(kernel.IsOurs ? "CrackLab's" : "another program's")}");
            }
        }

        return Application.Done;
    }
}
