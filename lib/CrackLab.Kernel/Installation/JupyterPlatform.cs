namespace CrackLab.Kernel.Installation;

/// <summary>Operating systems, as far as Jupyter's folders differ between them.</summary>
internal enum JupyterPlatform
{
    /// <summary>Linux and other Unix systems.</summary>
    Linux,

    /// <summary>macOS.</summary>
    MacOS,

    /// <summary>Windows.</summary>
    Windows,
}
