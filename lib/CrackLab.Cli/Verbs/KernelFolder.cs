using System.CommandLine;
using CrackLab.Kernel.Installation;

namespace CrackLab.Cli.Verbs;

/// <summary>What the kernel's verbs share: Jupyter's folder, and the words that tell of an installed kernel.</summary>
internal static class KernelFolder
{
    /// <summary>--data-dir DIR; <see langword="null"/> where it is not given.</summary>
    public static Option<string?> Option() => new("--data-dir")
    {
        Description = "Jupyter's data folder, such as .venv/share/jupyter; the user's own if not given.",
        HelpName = "DIR",
    };

    /// <summary>One kernel in one line.</summary>
    public static string Describe(InstalledKernel kernel) => $"{kernel.Name}  {kernel.DisplayName}  {kernel.Folder}";
}
