namespace CrackLab.Kernel.Scripting;

/// <summary>What a package's file is for.</summary>
internal enum PackageAssetKind
{
    /// <summary>The compiler reads it.</summary>
    Compile,

    /// <summary>Cells run with it.</summary>
    Runtime,

    /// <summary>A library of machine code.</summary>
    Native,
}
