namespace CrackLab.Cli.Verbs;

/// <summary>What computes.</summary>
internal enum EngineKind
{
    /// <summary>The engine that is always there.</summary>
    Simd,

    /// <summary>The plug-in on libtorch.</summary>
    Torch,
}
