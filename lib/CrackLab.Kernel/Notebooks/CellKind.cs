namespace CrackLab.Kernel.Notebooks;

/// <summary>What a notebook's cell holds.</summary>
public enum CellKind
{
    /// <summary>Code to run.</summary>
    Code,

    /// <summary>Text in Markdown.</summary>
    Markdown,

    /// <summary>Anything else; kept as it is.</summary>
    Raw,
}
