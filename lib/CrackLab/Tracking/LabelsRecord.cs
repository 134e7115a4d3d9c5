namespace CrackLab.Tracking;

/// <summary>Corrections to the labels of a run's data.</summary>
/// <param name="File">The file that they were read from.</param>
/// <param name="Sha256">SHA-256 of that file in lower-case hexadecimal.</param>
/// <param name="Listed">Images that it names.</param>
/// <param name="Changed">Images of the run whose label is not their folder's.</param>
public sealed record LabelsRecord(string File, string Sha256, int Listed, int Changed);
