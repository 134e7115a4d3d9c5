using System.Globalization;
using CrackLab.Data;
using CrackLab.Data.Overlaps;

namespace CrackLab.Benchmarks.Overlaps;

/// <summary>How the groups that were found compare with those of a table.</summary>
internal sealed class OverlapScore
{
    private readonly ImageSet _set;
    private readonly OverlapReport _found;
    private readonly GroupTable _table;

    public OverlapScore(ImageSet set, OverlapReport found, GroupTable table)
    {
        (_set, _found, _table) = (set, found, table);
        Disputed = [.. found.Links.Where(link => Photo(link.First) != Photo(link.Second))];
        Proofs = Prove(Disputed);

        // Each first crop laid on another link's second one: what the same proof says of strangers.
        Strangers = Prove([.. Disputed.Select((link, index) => link with { Second = Disputed[(index + (Disputed.Count / 2)) % Disputed.Count].Second })]);
    }

    /// <summary>The links between pictures that the table keeps apart.</summary>
    public IReadOnlyList<OverlapLink> Disputed { get; }

    /// <summary>What the pixels say to each.</summary>
    public IReadOnlyList<PixelProof> Proofs { get; }

    /// <summary>What they say to as many pairs of crops that were not linked.</summary>
    public IReadOnlyList<PixelProof> Strangers { get; }

    /// <summary>The figures, a line each.</summary>
    public IEnumerable<string> Lines()
    {
        string[] paths = [.. _set.Samples.Select(sample => sample.Path)];
        long twins = Pairs.Count(paths, Twin), ourTwins = Pairs.Count(paths, OurTwin), bothTwins = Pairs.Shared(paths, Twin, OurTwin);
        long photos = Pairs.Count(paths, Photo), ours = Pairs.Count(paths, OurPhoto), both = Pairs.Shared(paths, Photo, OurPhoto);
        Func<string, string> proven = ProvenGroups(paths);
        long right = Pairs.Shared(paths, OurPhoto, proven);
        yield return Line($"twin pairs: {twins} in the table, {bothTwins} of them found ({Share(bothTwins, twins)}); {ourTwins} ours");
        yield return Line($"photo pairs: {photos} in the table, {both} of them found ({Share(both, photos)}); {ours} ours, {Share(both, ours)} of them in the table");
        yield return Line($"links: {_found.Links.Count}, {Disputed.Count} of them between groups of the table; the pixels bear out {Proofs.Count(proof => proof.Holds)} of those, and {Strangers.Count(proof => proof.Holds)} of as many pairs of strangers");
        yield return Line($"our photo pairs that the table holds or that links borne out connect: {right} of {ours} ({Share(right, ours)})");
    }

    private PixelProof[] Prove(IReadOnlyList<OverlapLink> links)
    {
        var proofs = new PixelProof[links.Count];
        Parallel.For(0, proofs.Length, index => proofs[index] = PixelProof.Of(_set.Root, links[index]));
        return proofs;
    }

    // Groups as the table and the proven links make them, within ours.
    private Func<string, string> ProvenGroups(string[] paths)
    {
        var groups = paths.Select(Photo).Distinct(StringComparer.Ordinal).ToDictionary(name => name, name => name, StringComparer.Ordinal);
        foreach ((OverlapLink link, PixelProof proof) in Disputed.Zip(Proofs))
        {
            if (proof.Holds)
            {
                groups[Top(groups, Photo(link.First))] = Top(groups, Photo(link.Second));
            }
        }

        return path => Top(groups, Photo(path));
    }

    private static string Top(Dictionary<string, string> groups, string name)
    {
        while (groups[name] != name)
        {
            name = groups[name];
        }

        return name;
    }

    private string Photo(string path) => _table.Rows[path].PhotoGroup;

    private string Twin(string path) => _table.Rows[path].TwinGroup ?? path;

    private string OurPhoto(string path) => _found.Table.Rows[path].PhotoGroup;

    private string OurTwin(string path) => _found.Table.Rows[path].TwinGroup!;

    private static string Share(long part, long whole) => Line($"{100.0 * part / Math.Max(1, whole):0.00}%");

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
