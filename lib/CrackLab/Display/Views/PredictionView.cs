using System.Globalization;
using CrackLab.Data;
using CrackLab.Prediction;

namespace CrackLab.Display.Views;

/// <summary>A photo with what a model makes of it.</summary>
internal static class PredictionView
{
    private const int Side = 200;

    /// <summary>Renders it.</summary>
    /// <param name="prediction">The prediction.</param>
    public static string Render(PredictedImage prediction)
    {
        Markup picture = Thumbnail.Load(prediction.Path, Side) is { } jpeg
            ? Thumbnail.Element(jpeg, Path.GetFileName(prediction.Path))
            : Markup.Empty;
        Markup verdict = prediction is { Label: { } label, Probability: { } probability }
            ? Markup.Of($"<p><strong>{label}</strong></p><p>{View.Meter(probability)} {probability.ToString("0.0%", CultureInfo.InvariantCulture)}</p><p><small>{Meaning(prediction)}</small></p>")
            : Markup.Of($"""<p class="wrong">{prediction.Error}</p>""");
        return View.Page(View.Wrap([picture, Markup.Of($"<div><p><code>{ShownPath.Of(Path.GetFullPath(prediction.Path))}</code></p>{verdict}</div>")]));
    }

    private static string Meaning(PredictedImage prediction) => prediction.Probabilities is { Count: > 2 }
        ? "probability of this class"
        : "probability of the positive class";
}
