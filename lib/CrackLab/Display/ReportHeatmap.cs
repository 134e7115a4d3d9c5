using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Explanation;
using CrackLab.Imaging;

namespace CrackLab.Display;

/// <summary>A picture beside what the model looked at in it.</summary>
/// <param name="Picture">The picture as the model sees it, with what it was taken for.</param>
/// <param name="Overlay">The same as a JPEG file under a heatmap: yellow where a place speaks most for the class.</param>
/// <param name="Watched">Name of that class.</param>
public sealed record ReportHeatmap(ReportPicture Picture, byte[] Overlay, string Watched)
{
    private const int Side = 144;

    /// <summary>Explains what a picture was taken for: by Grad-CAM, or by hiding places where the model has no convolution.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">Path of the picture.</param>
    /// <param name="picture">The picture for people.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static ReportHeatmap Of(Sequential model, string path, ReportPicture picture, CancellationToken cancellationToken)
    {
        Heatmap map = model.Layers.Any(layer => layer is Conv2D)
            ? GradCam.Compute(model, path, new GradCamOptions { Class = picture.Predicted }, cancellationToken)
            : OcclusionMap.Compute(model, path, className: picture.Predicted, cancellationToken: cancellationToken).Heatmap;
        var photo = new Image(Side, Side, 3, PixelLoader.Load(File.ReadAllBytes(path), Side, cancellationToken));
        return new ReportHeatmap(picture, Thumbnail.Encode(map.Overlay(photo), Side), map.Class);
    }
}
