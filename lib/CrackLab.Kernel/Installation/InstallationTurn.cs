namespace CrackLab.Kernel.Installation;

/// <summary>Lets one process at a time install into a data folder; another waits for a while. The system frees it where its process is killed.</summary>
internal sealed class InstallationTurn : IDisposable
{
    private const string Name = ".cracklab-install.lock";
    private const int LinuxWouldBlock = 11;
    private const int BsdWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _lock;

    /// <summary>Takes its turn.</summary>
    /// <param name="folder">The data folder; made where it is missing.</param>
    /// <exception cref="IOException">Another process has not come to its end, or the folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public InstallationTurn(string folder)
    {
        string path = Path.Combine(folder, Name);
        for (long waited = 0; ; waited += Glance.Ticks)
        {
            try
            {
                Directory.CreateDirectory(folder);
                _lock = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return;
            }
            catch (IOException e) when (IsTaken(e))
            {
                if (waited > Patience.Ticks)
                {
                    throw new IOException($"{folder}: expected to install kernels there alone, received word that another process does, for {Patience.TotalSeconds:0} s. Wait for its end, or end it.", e);
                }

                Thread.Sleep(Glance);
            }
            catch (Exception e) when (DiskFault.Is(e))
            {
                throw DiskFault.Explain(folder, e);
            }
        }
    }

    /// <summary>Lets the next one in.</summary>
    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            // While it is still held, or it could be the next one's.
            File.Delete(_lock.Name);
        }

        _lock.Dispose();
        if (OperatingSystem.IsWindows())
        {
            try
            {
                File.Delete(_lock.Name);
            }
            catch (Exception e) when (DiskFault.Is(e))
            {
                // The next one has it.
            }
        }
    }

    private static bool IsTaken(IOException e) => e.HResult == (OperatingSystem.IsWindows() ? WindowsSharingViolation
        : OperatingSystem.IsLinux() ? LinuxWouldBlock
        : BsdWouldBlock);
}
