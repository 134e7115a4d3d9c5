using CrackLab.Prediction;

namespace CrackLab.Cli.Verbs;

/// <summary>The photos that a command line names, found while they are asked for.</summary>
internal sealed class NamedPhotos
{
    private readonly VerbContext _context;
    private readonly IReadOnlyList<string> _paths;

    /// <summary>Takes the names and makes sure that there is something behind each.</summary>
    /// <param name="context">Gives standard input.</param>
    /// <param name="paths">Photos, folders, patterns and -.</param>
    /// <exception cref="FileNotFoundException">A path leads nowhere, or a pattern matches nothing.</exception>
    /// <exception cref="CommandException">There are no photos.</exception>
    public NamedPhotos(VerbContext context, IReadOnlyList<string> paths)
    {
        (_context, _paths) = (context, paths);
        ReadsInput = paths.Contains(PhotoInput.Name, StringComparer.Ordinal);
        RequireModelOrPhotos(paths);
        if (!ReadsInput && !ImagePaths.Expand(paths).Any())
        {
            throw new CommandException(
                $"{string.Join(", ", paths)}: expected photos, received a folder without any. Name photos or a folder that holds some.");
        }
    }

    /// <summary>Whether some come from standard input.</summary>
    public bool ReadsInput { get; }

    /// <summary>The photos in their order.</summary>
    public IEnumerable<PhotoSource> All() => _paths.SelectMany(path => path == PhotoInput.Name
        ? PhotoInput.Read(_context.Input())
        : ImagePaths.Expand([path]).Select(file => new PhotoSource(file)));

    /// <summary>Counts them, which takes as long as finding them does; not for standard input, whose end nobody knows.</summary>
    /// <param name="stop">Ends the counting.</param>
    public int Count(CancellationToken stop) => ImagePaths.Expand(_paths).TakeWhile(_ => !stop.IsCancellationRequested).Count();

    // Where the first of several names is no model after all, another model would answer, and nobody would notice.
    private static void RequireModelOrPhotos(IReadOnlyList<string> paths)
    {
        if (paths.Count > 1 && !Path.Exists(paths[0]) && paths[0] != PhotoInput.Name && !ImagePaths.IsPattern(paths[0]))
        {
            throw new FileNotFoundException(
                $"{paths[0]}: expected a model (.safetensors), the folder of a run, or photos, found nothing. Check the name.", paths[0]);
        }

        if (paths.Count > 1 && Directory.Exists(paths[0]) && !ImagePaths.Expand([paths[0]]).Any())
        {
            throw new CommandException(
                $"{paths[0]}: expected the folder of a run, or of photos, received a folder that is neither. Name a model (.safetensors) or a run, or leave it out.");
        }
    }
}
