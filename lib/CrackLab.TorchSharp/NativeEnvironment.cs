using System.Runtime.InteropServices;

namespace CrackLab.TorchSharp;

/// <summary>Environment variables that libtorch reads while it loads; on Linux .NET's own calls do not reach it.</summary>
internal static class NativeEnvironment
{
    /// <summary>Sets what serves training, unless the user has set it.</summary>
    /// <remarks>
    /// Huge pages: libtorch takes and frees a layer's output at every step, and a system that hands it out in pages of 4 KiB
    /// spends most of a step on them.
    /// </remarks>
    public static void Prepare()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Set("THP_MEM_ALLOC_ENABLE", "1", overwrite: 0);
        }
    }

    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Set([MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
