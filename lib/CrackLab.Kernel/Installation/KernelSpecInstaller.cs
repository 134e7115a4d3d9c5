using CrackLab.Kernel.Hosting;

namespace CrackLab.Kernel.Installation;

/// <summary>Makes the kernel known to Jupyter front ends, and unknown again.</summary>
/// <remarks>
/// The kernel's files are copied, so that it runs whatever becomes of the folder that it was built in. Of another program's
/// kernels nothing is touched.
/// </remarks>
public sealed class KernelSpecInstaller
{
    /// <summary>Name that is always installed.</summary>
    public const string OwnName = "cracklab-csharp";

    /// <summary>Name that notebooks for .NET refer to; installed where no other kernel has it.</summary>
    public const string SharedName = ".net-csharp";

    private const string FilesFolder = "kernel";
    private const string LogoName = "logo-svg.svg";
    private readonly string _data;
    private readonly IReadOnlyList<string> _searched;

    /// <summary>An installer for a data folder.</summary>
    /// <param name="dataFolder">Jupyter's data folder; <see langword="null"/> for the user's own.</param>
    public KernelSpecInstaller(string? dataFolder = null)
        : this(dataFolder, JupyterFolders.Current())
    {
    }

    internal KernelSpecInstaller(string? dataFolder, JupyterFolders folders)
    {
        _data = Path.GetFullPath(dataFolder ?? folders.UserData);
        _searched = [_data, .. folders.Searched];
    }

    /// <summary>Installs the kernel, or replaces what was installed.</summary>
    /// <returns>What is installed now: one or two names for the same kernel.</returns>
    /// <exception cref="IOException">The folder can't be written, or is in use.</exception>
    public IReadOnlyList<InstalledKernel> Install()
    {
        string folder = FolderOf(OwnName);
        RefuseForeign(folder);
        string[] arguments = [.. KernelProgram.CommandIn(KernelFiles.Folder, Path.Combine(folder, FilesFolder)), KernelSpec.ConnectionFile];
        Put(folder, new KernelSpec("C# (CrackLab)", arguments), pending => KernelProgram.Copy(KernelFiles.Folder, Path.Combine(pending, FilesFolder)));
        if (!List().Any(kernel => string.Equals(kernel.Name, SharedName, StringComparison.OrdinalIgnoreCase) && !kernel.IsOurs))
        {
            Put(FolderOf(SharedName), new KernelSpec(".NET (C#)", arguments), _ => { });
        }

        return [.. Ours()];
    }

    /// <summary>Removes what was installed.</summary>
    /// <returns>What was there.</returns>
    /// <exception cref="IOException">A file is in use.</exception>
    public IReadOnlyList<InstalledKernel> Uninstall()
    {
        InstalledKernel[] ours = [.. Ours()];
        foreach (InstalledKernel kernel in ours)
        {
            string old = Aside();
            Move(kernel.Folder, old);
            Delete(old);
        }

        return ours;
    }

    /// <summary>The kernels for C# that front ends find.</summary>
    public IReadOnlyList<InstalledKernel> List() =>
    [
        .. _searched
            .Distinct(StringComparer.Ordinal)
            .Select(data => Path.Combine(data, "kernels"))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
            .Select(KernelSpec.Read)
            .OfType<InstalledKernel>()
            .Where(kernel => kernel.IsOurs || kernel.Name is OwnName or SharedName),
    ];

    private IEnumerable<InstalledKernel> Ours() => new[] { OwnName, SharedName }
        .Select(name => KernelSpec.Read(FolderOf(name)))
        .OfType<InstalledKernel>()
        .Where(kernel => kernel.IsOurs);

    private string FolderOf(string name) => Path.Combine(_data, "kernels", name);

    // Not in "kernels", where front ends would find it.
    private string Aside() => Path.Combine(_data, $".cracklab-{Guid.NewGuid():N}.tmp");

    private static void RefuseForeign(string folder)
    {
        if (Directory.Exists(folder) && KernelSpec.Read(folder) is { IsOurs: false })
        {
            throw new IOException($"{folder}: expected a kernel that this command installed, received another one. Move it away and try again.");
        }
    }

    private void Put(string folder, KernelSpec spec, Action<string> fill)
    {
        string pending = Aside();
        try
        {
            Directory.CreateDirectory(pending);
            fill(pending);
            File.WriteAllText(Path.Combine(pending, LogoName), Logo.Svg);
            File.WriteAllText(Path.Combine(pending, KernelSpec.FileName), spec.ToJson(KernelInfo.Version));
            Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
            Replace(folder, pending);
        }
        finally
        {
            Delete(pending);
        }
    }

    private void Replace(string folder, string pending)
    {
        if (!Directory.Exists(folder))
        {
            Directory.Move(pending, folder);
            return;
        }

        string old = Aside();
        Move(folder, old);
        try
        {
            Directory.Move(pending, folder);
        }
        catch
        {
            Directory.Move(old, folder);
            throw;
        }

        Delete(old);
    }

    private static void Move(string folder, string target)
    {
        try
        {
            Directory.Move(folder, target);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"{folder}: expected a folder that nobody uses, received one that can't be moved ({error.Message}). Shut down running C# kernels and try again.", error);
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
