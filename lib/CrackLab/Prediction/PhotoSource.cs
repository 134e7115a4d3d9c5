namespace CrackLab.Prediction;

/// <summary>A photo to look at: a file, or bytes that are there already.</summary>
/// <param name="Path">The file, or what the bytes shall be called.</param>
/// <param name="Content">The bytes of a picture, or <see langword="null"/> to read the file.</param>
public sealed record PhotoSource(string Path, ReadOnlyMemory<byte>? Content = null)
{
    /// <summary>No photo, but word that none may come for a while: what came before is looked at without waiting for more.</summary>
    public static PhotoSource Pause { get; } = new("");
}
