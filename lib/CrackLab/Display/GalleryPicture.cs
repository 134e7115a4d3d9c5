namespace CrackLab.Display;

/// <summary>A picture of a <see cref="Gallery"/>.</summary>
/// <param name="Caption">Text below it.</param>
/// <param name="Jpeg">The picture as a small JPEG file.</param>
/// <param name="Note">A second line, or <see langword="null"/>.</param>
/// <param name="IsWrong">Whether the note tells of a mistake.</param>
public sealed record GalleryPicture(string Caption, byte[] Jpeg, string? Note = null, bool IsWrong = false);
