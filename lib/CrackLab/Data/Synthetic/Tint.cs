namespace CrackLab.Data.Synthetic;

/// <summary>A colour, as light (0..255) or as factors of it.</summary>
/// <param name="Red">Red part.</param>
/// <param name="Green">Green part.</param>
/// <param name="Blue">Blue part.</param>
internal readonly record struct Tint(float Red, float Green, float Blue);
