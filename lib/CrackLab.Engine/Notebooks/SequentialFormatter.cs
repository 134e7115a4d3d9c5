namespace CrackLab.Engine.Notebooks;

/// <summary>Writes a model in one form, as notebook kernels ask for it by name.</summary>
/// <param name="mimeType">MIME type of the form.</param>
/// <param name="render">Gives a model's text in that form.</param>
public sealed class SequentialFormatter(string mimeType, Func<Sequential, string> render)
{
    /// <summary>MIME type of the form.</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>Writes a model.</summary>
    /// <param name="instance">The model.</param>
    /// <param name="writer">Receives the text.</param>
    /// <returns>Whether the object is a model.</returns>
    public bool Format(object instance, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (instance is not Sequential model)
        {
            return false;
        }

        writer.Write(render(model));
        return true;
    }
}
