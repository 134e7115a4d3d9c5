using CrackLab.Data;
using CrackLab.Display;
using CrackLab.Engine;
using CrackLab.Evaluation;
using CrackLab.Imaging;

namespace CrackLab.Experiments;

/// <summary>Chooses and shrinks the pictures that a report shows.</summary>
/// <param name="scored">The images to choose from.</param>
/// <param name="cancellationToken">Gives up between two pictures, and within a large one.</param>
internal sealed class ReportPictures(ScoredSet scored, CancellationToken cancellationToken)
{
    private const int Side = 144;
    private const int CellSide = 96;
    private const int Most = 12;
    private const int MostMistakesOfAll = 96;
    private const int MostRight = 6;
    private const int MostHeatmaps = 8;

    /// <summary>A few images of each class, evenly picked from the set.</summary>
    public IReadOnlyList<ReportPicture> Samples()
    {
        ImageSet set = scored.Set;
        int each = Math.Max(Most / set.Classes.Count, 1);
        return Show(Enumerable.Range(0, set.Classes.Count).SelectMany(label =>
            Pick([.. Enumerable.Range(0, set.Count).Where(i => set.Samples[i].Label == label)], each)));
    }

    /// <summary>The images told wrong, those the model was surest of first.</summary>
    public IReadOnlyList<ReportPicture> Mistakes() => Show(Wrong().Take(Most));

    /// <summary>Images of each cell of the confusion matrix that has any: of mistakes the surest, of hits a few from all over.</summary>
    public IReadOnlyList<ReportCell> Cells()
    {
        ILookup<(int, int), int> cells = Enumerable.Range(0, scored.Set.Count).ToLookup(i => (scored.Set.Samples[i].Label, scored.Predicted(i)));
        int mistaken = Math.Max(1, cells.Count(cell => cell.Key.Item1 != cell.Key.Item2));
        int most = Math.Max(1, MostMistakesOfAll / Math.Max(2, mistaken));
        return
        [
            .. cells.OrderBy(cell => cell.Key.Item1 == cell.Key.Item2).ThenByDescending(cell => cell.Key.Item1).ThenBy(cell => cell.Key.Item2).Select(cell =>
            {
                (int actual, int predicted) = cell.Key;
                IEnumerable<int> chosen = actual == predicted ? Pick([.. cell], MostRight) : SurestFirst(cell).Take(most);
                return new ReportCell(actual, predicted, Show(chosen, CellSide));
            }),
        ];
    }

    /// <summary>What the model looked at: in the surest mistakes, and in some images that it told right.</summary>
    public IReadOnlyList<ReportHeatmap> Heatmaps(Sequential model)
    {
        ImageSet set = scored.Set;
        List<int> chosen = [.. Wrong().Take(MostHeatmaps / 2)];
        chosen.AddRange(Pick(
            [.. Enumerable.Range(0, set.Count).Where(i => set.Samples[i].Label == set.Classes.Count - 1 && scored.Predicted(i) == set.Samples[i].Label)],
            MostHeatmaps - chosen.Count));
        return [.. chosen.Select(index => Guarded(() => Explain(model, index))).OfType<ReportHeatmap>()];
    }

    private ReportHeatmap? Explain(Sequential model, int index) =>
        Show([index]) is [var picture] ? ReportHeatmap.Of(model, scored.Set.FullPath(scored.Set.Samples[index]), picture, cancellationToken) : null;

    private IEnumerable<int> Wrong() => SurestFirst(
        Enumerable.Range(0, scored.Set.Count).Where(index => scored.Predicted(index) != scored.Set.Samples[index].Label));

    private IEnumerable<int> SurestFirst(IEnumerable<int> images) =>
        images.OrderByDescending(index => scored.Probability(index, scored.Predicted(index)));

    private static IEnumerable<int> Pick(int[] members, int count) =>
        Enumerable.Range(0, Math.Min(count, members.Length)).Select(k => members[(int)((long)members.Length * k / Math.Min(count, members.Length))]);

    private IReadOnlyList<ReportPicture> Show(IEnumerable<int> images, int side = Side) =>
        [.. images.Select(index => Guarded(() => Shown(index, side))).OfType<ReportPicture>()];

    private ReportPicture Shown(int index, int side)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Sample sample = scored.Set.Samples[index];
        int predicted = scored.Predicted(index);
        byte[] pixels = PixelLoader.Load(File.ReadAllBytes(scored.Set.FullPath(sample)), side, cancellationToken);
        return new ReportPicture(
            sample.Path,
            JpegEncoder.Encode(new Image(side, side, 3, pixels)),
            scored.Set.Classes[sample.Label],
            scored.Set.Classes[predicted],
            scored.Probability(index, predicted));
    }

    /// <summary>A file that went away since it was judged has no picture; the figures stand without it.</summary>
    private static T? Guarded<T>(Func<T?> show)
        where T : class
    {
        try
        {
            return show();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ImageException)
        {
            return null;
        }
    }
}
