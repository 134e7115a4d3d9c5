namespace CrackLab.Kernel.Formatting;

/// <summary>Content that is shown as it is, under its MIME type.</summary>
/// <param name="MimeType">The MIME type, such as "text/html".</param>
/// <param name="Content">The content; base64 for pictures, JSON text for JSON types.</param>
public sealed record RichContent(string MimeType, string Content)
{
    /// <summary>The content.</summary>
    public override string ToString() => Content;
}
