using CrackLab.Engine.Serialization;

namespace CrackLab.Data.Fetching;

/// <summary>Fetches a published dataset into a folder with a subfolder a class.</summary>
/// <remarks>
/// All is done in a hidden folder inside the target and moved into place when it is whole. What was downloaded stays
/// there until then, so that a fetch that was stopped, cut off or killed goes on where it was.
/// </remarks>
public static class DatasetFetcher
{
    /// <summary>Fetches, checks, unpacks and lays out a dataset, or finds that it is there.</summary>
    /// <param name="dataset">Which.</param>
    /// <param name="folder">The folder; made where it is missing. Other things in it are left alone.</param>
    /// <param name="options">Where it comes from; <see langword="null"/> for its own addresses.</param>
    /// <param name="progress">Told how far it is, from any thread, one report at a time.</param>
    /// <param name="cancellation">Stops; a later call goes on.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="FileNotFoundException">There is no archive of that name.</exception>
    /// <exception cref="IOException">
    /// No address gave the archive, something is in the way, another fetch is at work, the disk is full, or no program
    /// that unpacks a RAR was found or managed to.
    /// </exception>
    /// <exception cref="InvalidDataException">The archive is not what it should be.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static FetchResult Fetch(
        PublicDataset dataset,
        string folder,
        FetchOptions? options = null,
        IProgress<FetchProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options ??= new FetchOptions();
        FetchOptionsCheck.Check(options);
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var layout = new ClassLayout(dataset);
        if (!options.Force && layout.IsComplete(target))
        {
            WorkFolder.RemoveLeftover(target);
            return new FetchResult(target, dataset.Classes, WasThere: true, Archive: null);
        }

        try
        {
            using var work = new WorkFolder(target);
            FetchedArchive? archive = null;
            if (!Directory.Exists(work.Ready))
            {
                if (!options.Force)
                    layout.RefuseTaken(target);
                archive = new ArchiveSource(dataset, options, work, progress).Unpack(cancellation);
            }

            layout.Place(work, options.Force);
            work.Finish();
            return new FetchResult(target, dataset.Classes, WasThere: false, archive);
        }
        catch (IOException e) when (WriteFault.IsDiskFull(e))
        {
            throw WriteFault.Explain(target, e);
        }
    }
}
