using System.Diagnostics;
using System.Globalization;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Disks;

/// <summary>A small disk in memory that can be filled, made read-only and taken away.</summary>
internal sealed class Mount : IDisposable
{
    private const int Block = 4096;

    private readonly string _filler;

    /// <summary>Mounts it.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="kibibytes">Its size.</param>
    public Mount(string folder, int kibibytes)
    {
        Folder = folder;
        _filler = Path.Combine(folder, "filler");
        Do("mount", "-t", "tmpfs", "-o", Size(kibibytes), "tmpfs", folder);
    }

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>Why there is none here, or <see langword="null"/>.</summary>
    public static string? Missing => !OperatingSystem.IsLinux() ? "disks in memory are mounted on Linux alone"
        : !Environment.IsPrivilegedProcess ? "only root may mount"
        : Try("mount", "--version") != 0 ? "there is no mount"
        : CanMount.Value ? null
        : "this machine lets nobody mount";

    private static readonly Lazy<bool> CanMount = new(() =>
    {
        string probe = Directory.CreateTempSubdirectory("cracklab-mount-").FullName;
        bool can = Try("mount", "-t", "tmpfs", "tmpfs", probe) == 0 && Try("umount", probe) == 0;
        Directory.Delete(probe);
        return can;
    });

    /// <summary>Gives it another size.</summary>
    public void Resize(int kibibytes) => Do("mount", "-o", "remount," + Size(kibibytes), Folder);

    /// <summary>Fills it until so many bytes are left.</summary>
    public void FillUpTo(int free)
    {
        using var stream = new FileStream(_filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        long left = new DriveInfo(Folder).AvailableFreeSpace - free;
        for (byte[] block = new byte[Block]; left > 0; left -= block.Length)
        {
            stream.Write(block, 0, (int)Math.Min(left, block.Length));
        }
    }

    /// <summary>Makes room again.</summary>
    public void Free() => File.Delete(_filler);

    /// <summary>Lets nobody write.</summary>
    public void MakeReadOnly() => Do("mount", "-o", "remount,ro", Folder);

    /// <summary>Takes it away from those who are at work on it.</summary>
    public void TakeAway() => Do("umount", "-l", Folder);

    public void Dispose() => Try("umount", "-l", Folder);

    private static string Size(int kibibytes) => string.Create(CultureInfo.InvariantCulture, $"size={kibibytes}k,mode=0755");

    private static void Do(string program, params string[] arguments) => BrokenPromise.Unless(
        Try(program, arguments) == 0, $"{program} {string.Join(' ', arguments)}: expected to succeed");

    private static int Try(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            process.StandardOutput.ReadToEnd();
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
