using CrackLab.Data;

namespace CrackLab.Display.Views;

/// <summary>A folder: how many files each class has, and a few of them.</summary>
internal static class ImageFolderView
{
    private const int Each = 5;
    private const int Side = 72;

    /// <summary>Renders it.</summary>
    /// <param name="folder">The folder.</param>
    public static string Render(ImageFolder folder)
    {
        IEnumerable<IReadOnlyList<Markup>> rows = folder.Classes.Select((name, label) =>
        {
            string[] paths = [.. folder.Files.Where(file => file.Label == label).Select(file => file.Path)];
            return new[] { View.Cell(name), Pictures(folder, paths), View.Cell(paths.Length) };
        });
        string strays = folder.Strays.Count == 0 ? "" : $" {folder.Strays.Count} more lie outside of any class and are left out.";
        return View.Page(
            Markup.Of($"<p><code>{ShownPath.Of(folder.Path)}</code>: {folder.Files.Count:#,0} files in {folder.Classes.Count} classes.{strays}</p>"),
            View.Table(["class", "some of them", "files"], rows, texts: 2));
    }

    private static Markup Pictures(ImageFolder folder, string[] paths)
    {
        // Broken files among them are passed over, so look at a few more than are shown.
        IEnumerable<Markup> pictures = Gallery.Pick(paths, 3 * Each)
            .Select(path => (path, jpeg: Thumbnail.Load(Path.Combine(folder.Path, path), Side)))
            .Where(picture => picture.jpeg is not null)
            .Take(Each)
            .Select(picture => Thumbnail.Element(picture.jpeg!, picture.path));
        return View.Wrap(pictures);
    }
}
