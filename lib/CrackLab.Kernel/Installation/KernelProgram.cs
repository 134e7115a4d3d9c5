namespace CrackLab.Kernel.Installation;

/// <summary>The kernel as a program to start: by the dotnet command, or by its own launcher where .NET lies beside it.</summary>
public static class KernelProgram
{
    /// <summary>The command line that starts the kernel of this process's folder, without arguments.</summary>
    /// <exception cref="FileNotFoundException">There is nothing to start it with.</exception>
    /// <exception cref="IOException">What a single file unpacked can't be put in place.</exception>
    public static IReadOnlyList<string> Command()
    {
        string folder = KernelFiles.Folder;
        if (KernelFiles.BringsDotnet(folder))
        {
            PutInPlace(folder);
        }

        return CommandIn(folder, folder);
    }

    /// <summary>The command line that starts a copy of the kernel.</summary>
    /// <param name="folder">The folder that the kernel lies in.</param>
    /// <param name="copy">The folder that it is copied to.</param>
    /// <exception cref="FileNotFoundException">There is nothing to start it with.</exception>
    internal static IReadOnlyList<string> CommandIn(string folder, string copy) => KernelFiles.BringsDotnet(folder)
        ? [Path.Combine(copy, KernelFiles.Launcher)]
        : [DotnetHost.Executable, Path.Combine(copy, KernelFiles.Assembly)];

    /// <summary>Copies what the kernel runs from.</summary>
    /// <param name="folder">The folder that the kernel lies in.</param>
    /// <param name="copy">Where to.</param>
    internal static void Copy(string folder, string copy)
    {
        foreach (string file in KernelFiles.List(folder))
        {
            string beside = Path.Combine(folder, file), target = Path.Combine(copy, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(File.Exists(beside) ? beside : Path.Combine(folder, KernelFiles.HostFolder, file), target);
        }

        MakeExecutable(Path.Combine(copy, KernelFiles.Launcher));
    }

    /// <summary>Makes what a single file unpacked fit to be started: it unpacks no program that may be executed, and the libraries that start .NET in a folder of their own.</summary>
    /// <param name="folder">The folder that the kernel lies in.</param>
    internal static void PutInPlace(string folder)
    {
        string host = Path.Combine(folder, KernelFiles.HostFolder);
        foreach (string library in Directory.Exists(host) ? Directory.GetFiles(host) : [])
        {
            string target = Path.Combine(folder, Path.GetFileName(library));
            if (File.Exists(target)) continue;
            string pending = $"{target}.{Environment.ProcessId}.tmp";
            File.Copy(library, pending, overwrite: true);
            File.Move(pending, target, overwrite: true);
        }

        MakeExecutable(Path.Combine(folder, KernelFiles.Launcher));
    }

    private static void MakeExecutable(string launcher)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(launcher)) return;
        UnixFileMode mode = File.GetUnixFileMode(launcher);
        if (!mode.HasFlag(UnixFileMode.UserExecute)) File.SetUnixFileMode(launcher, mode | UnixFileMode.UserExecute);
    }
}
