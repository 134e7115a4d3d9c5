namespace CrackLab.Display;

/// <summary>Something that knows how it looks in a notebook.</summary>
public interface INotebookView
{
    /// <summary>Its HTML, whole in itself: no other file and no network is needed.</summary>
    string ToHtml();
}
