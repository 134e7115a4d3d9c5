namespace CrackLab.Data.Overlaps;

/// <summary>Two pictures that may overlap.</summary>
/// <param name="First">Index of the first picture.</param>
/// <param name="Second">Index of the second picture, above the first.</param>
/// <param name="Symmetry">How the first lies in the second's frame.</param>
/// <param name="X">Steps from the second's centre to the right to the first's.</param>
/// <param name="Y">Steps from the second's centre down to the first's.</param>
/// <param name="Votes">How many pairs of spots say so.</param>
internal readonly record struct Candidate(int First, int Second, Symmetry Symmetry, float X, float Y, int Votes);
