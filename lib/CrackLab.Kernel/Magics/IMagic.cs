namespace CrackLab.Kernel.Magics;

/// <summary>What a line that begins with "#!" does.</summary>
internal interface IMagic
{
    /// <summary>Its names without "#!", the usual one first.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>What it does, in one sentence.</summary>
    string Description { get; }

    /// <summary>Whether the lines after it, to the next magic, belong to it.</summary>
    bool TakesText { get; }

    /// <summary>Does it.</summary>
    /// <param name="call">Its arguments and surroundings.</param>
    void Run(MagicCall call);
}
