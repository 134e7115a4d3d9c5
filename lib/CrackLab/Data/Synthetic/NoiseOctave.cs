namespace CrackLab.Data.Synthetic;

/// <summary>One scale of noise.</summary>
/// <param name="Cell">Size of its lumps in pixels.</param>
/// <param name="Amplitude">Largest value.</param>
/// <param name="Offset">Where in the lattice it starts, so that octaves do not line up.</param>
/// <param name="DirectionX">X part of the direction along which lumps are stretched.</param>
/// <param name="DirectionY">Y part of it.</param>
/// <param name="Stretch">How many times longer lumps are that way, 1 for round ones.</param>
internal readonly record struct NoiseOctave(
    float Cell, float Amplitude, float Offset, float DirectionX, float DirectionY, float Stretch);
