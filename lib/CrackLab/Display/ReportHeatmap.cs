using CrackLab.Display.Views;
using CrackLab.Engine;
using CrackLab.Explanation;
using CrackLab.Imaging;

namespace CrackLab.Display;

/// <summary>A picture beside what the model looked at in it.</summary>
/// <param name="Picture">The picture as the model sees it, with what it was taken for.</param>
/// <param name="Overlay">The same as a JPEG file under a heatmap: yellow where hiding the place lowers the probability most.</param>
/// <param name="Watched">Name of the class whose probability that is.</param>
public sealed record ReportHeatmap(ReportPicture Picture, byte[] Overlay, string Watched)
{
    private const int Side = 144;

    /// <summary>Explains a picture.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">Path of the picture.</param>
    /// <param name="picture">The picture for people.</param>
    internal static ReportHeatmap Of(Sequential model, string path, ReportPicture picture)
    {
        OcclusionMap map = OcclusionMap.Compute(model, path);
        return new ReportHeatmap(picture, Thumbnail.Encode(Resizer.Resize(ExplanationView.Overlay(map), Side, Side), Side), map.Class);
    }
}
