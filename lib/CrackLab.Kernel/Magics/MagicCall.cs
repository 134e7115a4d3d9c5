using CrackLab.Kernel.Formatting;
using CrackLab.Kernel.Interactive;
using CrackLab.Kernel.Scripting;

namespace CrackLab.Kernel.Magics;

/// <summary>One use of a magic.</summary>
/// <param name="Text">The text that belongs to it.</param>
/// <param name="Chain">The cells so far.</param>
/// <param name="AtEnd">What is done once the cell has ended, however it ended.</param>
internal sealed record MagicCall(string Text, SubmissionChain Chain, ICollection<Action> AtEnd)
{
    /// <summary>Shows something under the cell.</summary>
    /// <param name="text">Its plain text.</param>
    /// <param name="html">The same as HTML.</param>
    public static void Show(string text, string html) => Show(MimeBundle.Html, html, text);

    /// <summary>Shows something under the cell.</summary>
    /// <param name="mimeType">The richer form's MIME type.</param>
    /// <param name="content">The richer form.</param>
    /// <param name="text">Its plain text.</param>
    public static void Show(string mimeType, string content, string text)
    {
        MimeBundle rich = MimeBundle.Of(mimeType, content), plain = MimeBundle.OfText(text);
        Functions.display(new MimeBundle(rich.Data.Concat(plain.Data).ToDictionary(StringComparer.Ordinal)));
    }
}
