using System.Security.Cryptography;
using CrackLab.Imaging;

namespace CrackLab.Data.Overlaps;

/// <summary>Finds which pictures of a set are copies of one another, and which are cut from one photograph.</summary>
internal sealed class OverlapFinder(ImageSet set, IProgress<OverlapProgress>? progress, int? threads, CancellationToken cancellationToken)
{
    // Samples across a picture of the usual size, and across the largest.
    private const double UsualSamples = 113;
    private const int MostSamples = 512;

    private const int Neighbours = 10;
    private const int SpotBits = 12;
    private const int WholeBits = 20;
    private const int LeastVotes = 2;
    private const int SizesAsked = 101;

    private readonly Lock _gate = new();
    private readonly ParallelOptions _parallel = new()
    {
        MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount,
        CancellationToken = cancellationToken,
    };

    private int _done;

    /// <summary>Searches.</summary>
    public FoundOverlaps Find()
    {
        Sample[] distinct = [.. set.Samples
            .DistinctBy(sample => sample.Sha256, StringComparer.Ordinal)
            .OrderBy(sample => sample.Sha256, StringComparer.Ordinal)];
        int step = UsualStep(distinct);
        var pictures = new PictureSignature[distinct.Length];
        Parallel.For(0, distinct.Length, _parallel, index =>
        {
            pictures[index] = Read(distinct[index], index, step);
            lock (_gate)
            {
                progress?.Report(new OverlapProgress(++_done, distinct.Length));
            }
        });

        var check = new PairCheck(pictures);
        var photos = new PhotoAssembly(distinct.Length, check);
        var links = new List<FoundLink>();
        var linked = new HashSet<(int First, int Second, bool IsTwin)>();
        foreach ((Comparison comparison, bool isTwin) in FindOverlapping(pictures, check).Concat(FindWholes(pictures, check))
            .OrderByDescending(link => Strength(link.Comparison, link.IsTwin))
            .ThenByDescending(link => PairCheck.Score(link.Comparison)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Candidate pair = comparison.Candidate;
            Placement placement = check.InPixels(pair);
            if (photos.TryAdd(pair.First, pair.Second, placement, Strength(comparison, isTwin)) && linked.Add((pair.First, pair.Second, isTwin)))
            {
                links.Add(new FoundLink(
                    pair.First, pair.Second, placement.Symmetry.Index, placement.X, placement.Y, comparison.Correlation.Value,
                    check.Shared(pair.First, pair.Second, placement), pair.Votes, isTwin));
            }
        }

        return new FoundOverlaps([.. pictures.Select((picture, index) => PlaceOf(picture, photos, index))], links);
    }

    private static LinkStrength Strength(Comparison comparison, bool isTwin) =>
        isTwin ? LinkStrength.Certain : PairCheck.StrengthOf(comparison);

    private static FoundPlace PlaceOf(PictureSignature picture, PhotoAssembly photos, int index)
    {
        Placement place = photos.PlaceOf(index);
        return new FoundPlace(photos.PhotoOf(index), place.Symmetry.Index, place.X, place.Y, picture.Width, picture.Height);
    }

    private List<(Comparison Comparison, bool IsTwin)> FindOverlapping(PictureSignature[] pictures, PairCheck check)
    {
        var spots = new SpotTable([.. pictures.Select(picture => (picture.Spots, picture.Codes))]);
        for (int index = 0; index < pictures.Length; index++)
        {
            pictures[index] = pictures[index] with { Spots = [], Codes = [] };
        }

        // What the spots leave between the tiles is of no use to anything as large as what comes next.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        List<Candidate> candidates = VoteCounter.Count(spots, SpotMatcher.Match(spots, Neighbours, SpotBits, _parallel).Span, LeastVotes);
        var comparisons = new Comparison[candidates.Count];
        Parallel.For(0, comparisons.Length, _parallel, index =>
        {
            Candidate candidate = candidates[index];
            if (pictures[candidate.First].Step == pictures[candidate.Second].Step)
            {
                comparisons[index] = check.Compare(candidate);
            }
        });
        return [.. comparisons.Where(PairCheck.IsLink).Select(comparison => (comparison, check.IsTwin(comparison)))];
    }

    // Copies of other sizes, and of pictures that have too few spots.
    private List<(Comparison Comparison, bool IsTwin)> FindWholes(PictureSignature[] pictures, PairCheck check)
    {
        var spots = new SpotTable([.. pictures.Select(picture => (picture.WholeSpots, picture.WholeCodes))]);
        List<Candidate> candidates = VoteCounter.Count(spots, SpotMatcher.Match(spots, Neighbours, WholeBits, _parallel).Span, least: 1);
        var comparisons = new Comparison?[candidates.Count];
        Parallel.For(0, comparisons.Length, _parallel, index => comparisons[index] = check.CompareWhole(candidates[index]));
        return [.. comparisons.OfType<Comparison>().Select(comparison => (comparison, true))];
    }

    // One step for all, so that crops of one photograph are seen alike: half the side of pictures of 227 pixels.
    private int UsualStep(Sample[] distinct)
    {
        List<double> sides = [];
        int apart = Math.Max(1, distinct.Length / SizesAsked);
        for (int index = 0; index < distinct.Length; index += apart)
        {
            ImageInfo info = Explained(distinct[index], data => ImageDecoder.Identify(data));
            sides.Add(Math.Sqrt((double)info.Width * info.Height));
        }

        sides.Sort();
        return sides.Count == 0 ? 1 : Math.Max(1, (int)Math.Round(sides[sides.Count / 2] / UsualSamples));
    }

    private PictureSignature Read(Sample sample, int index, int step) => Explained(sample, data =>
    {
        Image image = DecodeGate.Decode(data, ImageDecoder.Identify(data), DecodeOptions.Default with { CancellationToken = cancellationToken });
        int least = (Math.Max(image.Width, image.Height) + MostSamples - 1) / MostSamples;
        return PictureSignature.Of(image, index, Math.Max(step, least));
    });

    private T Explained<T>(Sample sample, Func<byte[], T> read)
    {
        string path = set.FullPath(sample);
        try
        {
            byte[] data = File.ReadAllBytes(path);
            return string.Equals(Convert.ToHexStringLower(SHA256.HashData(data)), sample.Sha256, StringComparison.Ordinal)
                ? read(data)
                : throw new InvalidDataException(
                    $"'{path}': expected the bytes that were inspected (SHA-256 {sample.Sha256}), received others. Inspect the folder again.");
        }
        catch (ImageException e)
        {
            throw new InvalidDataException(
                $"'{path}', byte {e.Offset}: expected a picture that can be decoded, received one of which {e.Reason}. Inspect the folder again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException(
                $"'{path}': expected the file that was inspected, received '{e.Message.TrimEnd('.')}'. Inspect the folder again.", e);
        }
    }
}
