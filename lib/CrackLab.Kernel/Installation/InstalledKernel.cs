namespace CrackLab.Kernel.Installation;

/// <summary>A kernel that Jupyter front ends find.</summary>
/// <param name="Name">Its name, which notebooks refer to.</param>
/// <param name="DisplayName">Its name in menus.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="IsOurs">Whether this program installed it.</param>
public sealed record InstalledKernel(string Name, string DisplayName, string Folder, bool IsOurs);
