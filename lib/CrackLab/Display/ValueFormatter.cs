namespace CrackLab.Display;

/// <summary>Writes objects in one form, as notebook kernels ask for it by name.</summary>
/// <param name="mimeType">MIME type of the form.</param>
/// <param name="render">Gives an object's text in that form, or <see langword="null"/> where it has none.</param>
public sealed class ValueFormatter(string mimeType, Func<object, string?> render)
{
    /// <summary>MIME type of the form.</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>Writes an object.</summary>
    /// <param name="instance">The object.</param>
    /// <param name="writer">Receives the text.</param>
    /// <returns>Whether the object has this form.</returns>
    public bool Format(object instance, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (render(instance) is not { } text)
            return false;
        writer.Write(text);
        return true;
    }
}
