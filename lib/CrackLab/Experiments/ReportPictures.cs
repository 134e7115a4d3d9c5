using CrackLab.Data;
using CrackLab.Display;
using CrackLab.Evaluation;
using CrackLab.Imaging;

namespace CrackLab.Experiments;

/// <summary>Chooses and shrinks the pictures that a report shows.</summary>
internal static class ReportPictures
{
    private const int Side = 128;
    private const int Most = 12;

    /// <summary>A few images of each class, evenly picked from the set.</summary>
    public static IReadOnlyList<ReportPicture> Samples(ScoredSet scored)
    {
        ImageSet set = scored.Set;
        int each = Math.Max(Most / set.Classes.Count, 1);
        IEnumerable<int> chosen = Enumerable.Range(0, set.Classes.Count).SelectMany(label =>
        {
            int[] members = [.. Enumerable.Range(0, set.Count).Where(i => set.Samples[i].Label == label)];
            return Enumerable.Range(0, Math.Min(each, members.Length)).Select(k => members[(int)((long)members.Length * k / each)]);
        });
        return [.. chosen.Select(index => Show(scored, index)).OfType<ReportPicture>()];
    }

    /// <summary>The images told wrong, those the model was surest of first.</summary>
    public static IReadOnlyList<ReportPicture> Mistakes(ScoredSet scored) =>
    [
        .. Enumerable.Range(0, scored.Set.Count)
            .Where(index => scored.Predicted(index) != scored.Set.Samples[index].Label)
            .OrderByDescending(index => scored.Probability(index, scored.Predicted(index)))
            .Take(Most)
            .Select(index => Show(scored, index))
            .OfType<ReportPicture>(),
    ];

    private static ReportPicture? Show(ScoredSet scored, int index)
    {
        Sample sample = scored.Set.Samples[index];
        int predicted = scored.Predicted(index);
        try
        {
            byte[] pixels = PixelLoader.Load(File.ReadAllBytes(scored.Set.FullPath(sample)), Side);
            return new ReportPicture(
                sample.Path,
                PngEncoder.Encode(new Image(Side, Side, 3, pixels)),
                scored.Set.Classes[sample.Label],
                scored.Set.Classes[predicted],
                scored.Probability(index, predicted));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ImageException)
        {
            // The file went away since it was judged; the figures stand without its picture.
            return null;
        }
    }
}
