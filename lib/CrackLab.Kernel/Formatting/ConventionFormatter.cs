namespace CrackLab.Kernel.Formatting;

/// <summary>One formatter that a type brought along.</summary>
/// <param name="MimeType">The MIME type that it writes.</param>
/// <param name="Write">Writes a value; false where it declines.</param>
internal sealed record ConventionFormatter(string MimeType, Func<object, TextWriter, bool> Write);
