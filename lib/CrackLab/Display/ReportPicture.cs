namespace CrackLab.Display;

/// <summary>A picture in the report.</summary>
/// <param name="Caption">Text below it, for example the file's name.</param>
/// <param name="Jpeg">The picture as a JPEG file.</param>
/// <param name="Actual">Name of its class.</param>
/// <param name="Predicted">Name of the predicted class, or <see langword="null"/> where none was predicted.</param>
/// <param name="Probability">Probability of the predicted class, 0..1, or <see langword="null"/>.</param>
public sealed record ReportPicture(
    string Caption, byte[] Jpeg, string Actual, string? Predicted = null, double? Probability = null);
