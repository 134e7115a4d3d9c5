namespace CrackLab.Data.Overlaps;

/// <summary>A place in a picture that can be found again in another one.</summary>
/// <param name="Picture">Index of the picture.</param>
/// <param name="X">Steps from the picture's centre to the right.</param>
/// <param name="Y">Steps from the picture's centre down.</param>
/// <param name="Symmetry">Index of the symmetry that lays the spot's surroundings as its code has them.</param>
internal readonly record struct Spot(int Picture, float X, float Y, byte Symmetry);
