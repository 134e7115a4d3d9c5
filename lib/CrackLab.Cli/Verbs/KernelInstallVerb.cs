using System.CommandLine;
using CrackLab.Kernel.Installation;

namespace CrackLab.Cli.Verbs;

/// <summary>kernel install: makes the C# kernel known to Jupyter front ends.</summary>
internal static class KernelInstallVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Copies the C# kernel to where VS Code and Jupyter look for kernels; replaces an older one.";

    public static Command Create(VerbContext context)
    {
        Option<string?> folder = KernelFolder.Option();
        var command = new Command("install", Description) { folder };
        command.SetAction(result => Run(context, result.GetValue(folder)));
        return command;
    }

    private static int Run(VerbContext context, string? folder)
    {
        IReadOnlyList<InstalledKernel> installed = new KernelSpecInstaller(folder).Install();
        foreach (InstalledKernel kernel in installed)
        {
            context.Output.WriteLine(KernelFolder.Describe(kernel));
        }

        string shared = KernelSpecInstaller.SharedName;
        context.Output.WriteLine(installed.Any(kernel => string.Equals(kernel.Name, shared, StringComparison.Ordinal))
            ? "Installed. Choose the kernel in a notebook's kernel list; reload a window that is already open."
            : $"Installed, except {shared}, which belongs to another kernel. Choose {KernelSpecInstaller.OwnName} in a notebook's kernel list.");
        return Application.Done;
    }
}
