using System.Diagnostics;

namespace Shared;

/// <summary>Files that .NET cannot make nor remove: with names that are no UTF-8, and pipes. A shell of the system makes them.</summary>
internal sealed class OddFiles : IDisposable
{
    private readonly string _folder;
    private readonly string _name;

    private OddFiles(string folder, string name) => (_folder, _name) = (folder, name);

    /// <summary>Makes a file whose name, or whose folder's name, is no UTF-8; skips the test where the system has no such.</summary>
    /// <param name="folder">Folder to make it in.</param>
    /// <param name="name">Its name as printf takes it, such as <c>a\377.jpg</c>; folders in it are made.</param>
    /// <param name="bytes">What it shall hold.</param>
    /// <returns>Removes what was made.</returns>
    public static OddFiles Write(string folder, string name, ReadOnlySpan<byte> bytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux allows names that are no UTF-8.");
        string content = Path.Combine(folder, ".content");
        File.WriteAllBytes(content, bytes);
        Run("name=$(printf \"$1\"); mkdir -p \"$(dirname \"$name\")\" && mv .content \"$name\"", folder, name);
        return new OddFiles(folder, name);
    }

    /// <summary>Makes a pipe that nobody writes to; skips the test where the system has no such.</summary>
    public static void MakePipe(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes among its files.");
        Run("mkfifo \"$1\"", Path.GetDirectoryName(path)!, path);
    }

    public void Dispose() => Run("rm -rf \"$(printf \"$1\")\"", _folder, _name.Split('/')[0]);

    private static void Run(string script, string folder, string argument)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script, "sh", argument]) { WorkingDirectory = folder })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
