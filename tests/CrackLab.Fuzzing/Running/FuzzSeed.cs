namespace CrackLab.Fuzzing.Running;

/// <summary>A sound file, or a finding of old, that inputs are made from.</summary>
/// <param name="Name">Its name, for messages and for the order of seeds.</param>
/// <param name="Bytes">Its bytes.</param>
internal sealed record FuzzSeed(string Name, byte[] Bytes)
{
    /// <summary>Whether it showed a defect once; such files are mostly refused, and little comes of changing them.</summary>
    public bool IsFinding => Name.EndsWith(".bin", StringComparison.Ordinal);
}
