namespace CrackLab.Data.Overlaps;

/// <summary>Which pictures of a set are copies of one another, and which are cut from one photograph.</summary>
[TypeFormatterSource]
public sealed class OverlapReport
{
    private OverlapReport(ImageSet set, IReadOnlyList<Photograph> photographs, IReadOnlyList<OverlapLink> links, GroupTable table)
    {
        Root = set.Root;
        Photographs = photographs;
        Links = links;
        Table = table;
        int[] twins = [.. table.Rows.Values.CountBy(row => row.TwinGroup!, StringComparer.Ordinal).Select(group => group.Value).Where(count => count > 1)];
        TwinGroups = twins.Length;
        Twins = twins.Sum();
    }

    /// <summary>Full path of the dataset folder.</summary>
    public string Root { get; }

    /// <summary>The groups, in the order of their names; a picture that overlaps no other is one of its own.</summary>
    public IReadOnlyList<Photograph> Photographs { get; }

    /// <summary>Why the groups are as they are: each link between two of their crops.</summary>
    public IReadOnlyList<OverlapLink> Links { get; }

    /// <summary>The groups as a table: a group is named by its first path.</summary>
    public GroupTable Table { get; }

    /// <summary>How many groups there are of two and more copies of one crop.</summary>
    public int TwinGroups { get; }

    /// <summary>How many pictures are in those.</summary>
    public int Twins { get; }

    /// <summary>How many pictures overlap or copy another one.</summary>
    public int Sharing => Photographs.Sum(photo => photo.Crops.Count > 1 ? photo.Crops.Count : 0);

    /// <summary>How many pictures the largest group has.</summary>
    public int Largest => Photographs.Count == 0 ? 0 : Photographs.Max(photo => photo.Crops.Count);

    /// <summary>Groups, the largest of them, and twins in one line.</summary>
    public override string ToString() =>
        $"{Table.Rows.Count} pictures in {Photographs.Count} photo groups, the largest of {Largest}; {Sharing} share a photograph with another, {Twins} are twins in {TwinGroups} groups";

    /// <summary>Finds what a set holds, or reads what an earlier search found among the same pictures.</summary>
    internal static OverlapReport Of(ImageSet set, IProgress<OverlapProgress>? progress, int? threads, CancellationToken cancellationToken)
    {
        FoundOverlaps found = OverlapCache.Find(set, progress, threads, cancellationToken);
        Sample[] samples = [.. set.Samples.OrderBy(sample => sample.Path, StringComparer.Ordinal)];
        var indices = samples.Select(sample => sample.Sha256).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select((hash, index) => (hash, index)).ToDictionary(StringComparer.Ordinal);
        var twins = new UnionFind(found.Places.Count);
        for (int link = 0; link < found.Links.Count; link++)
        {
            if (found.Links[link].IsTwin)
            {
                twins.Join(found.Links[link].First, $"{link}");
                twins.Join(found.Links[link].Second, $"{link}");
            }
        }

        var photoNames = new Dictionary<int, string>();
        var twinNames = new Dictionary<int, string>();
        var crops = new Dictionary<string, List<PlacedCrop>>(StringComparer.Ordinal);
        var rows = new Dictionary<string, GroupRow>(StringComparer.Ordinal);
        var firstPaths = new string[found.Places.Count];
        foreach (Sample sample in samples)
        {
            int index = indices[sample.Sha256];
            FoundPlace place = found.Places[index];
            firstPaths[index] ??= sample.Path;
            photoNames.TryAdd(place.Photo, sample.Path);
            twinNames.TryAdd(twins.Find(index), sample.Path);
            string photo = photoNames[place.Photo];
            rows.Add(sample.Path, new GroupRow(photo, twinNames[twins.Find(index)]));
            crops.TryAdd(photo, []);
            crops[photo].Add(new PlacedCrop(sample.Path, place.Placement(), place.Width, place.Height));
        }

        return new OverlapReport(
            set,
            [.. crops.OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new Photograph(group.Key, group.Value))],
            [.. found.Links.Select(link => new OverlapLink(
                firstPaths[link.First], firstPaths[link.Second], link.Placement(), link.Correlation, link.Shared, link.Votes, link.IsTwin))],
            GroupTable.Of(set.Root, rows));
    }
}
