namespace CrackLab.Fuzzing.Running;

/// <summary>A sound file, or a finding of old, that inputs are made from.</summary>
/// <param name="Name">Its name, for messages and for the order of seeds.</param>
/// <param name="Bytes">Its bytes.</param>
internal sealed record FuzzSeed(string Name, byte[] Bytes);
