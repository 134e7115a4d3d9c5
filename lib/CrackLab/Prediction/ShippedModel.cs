namespace CrackLab.Prediction;

/// <summary>The model that comes with CrackLab, for those who have trained none yet.</summary>
public static class ShippedModel
{
    private const string Folder = "models";
    private const string FileName = "cracknet.safetensors";

    /// <summary>Where the model lies: beside the program, or beside this library.</summary>
    /// <exception cref="FileNotFoundException">It lies in neither place.</exception>
    public static string Path => Find(Places());

    /// <summary>Whether the model is there.</summary>
    public static bool Exists => Places().Any(place => File.Exists(In(place)));

    /// <summary>Makes a classifier of it.</summary>
    /// <exception cref="FileNotFoundException">The model is not there.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static Classifier Load() => Classifier.Load(Path);

    /// <summary>The first of some folders that holds the model.</summary>
    internal static string Find(IReadOnlyList<string> places) =>
        places.Select(In).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException(
            $"{In(places[0])}: expected the model that comes with CrackLab, found nothing. Name a model (.safetensors) or the folder of a run, or build CrackLab anew.",
            In(places[0]));

    private static string[] Places() =>
    [
        AppContext.BaseDirectory,
        System.IO.Path.GetDirectoryName(typeof(ShippedModel).Assembly.Location) is { Length: > 0 } library ? library : AppContext.BaseDirectory,
    ];

    private static string In(string place) => System.IO.Path.Combine(place, Folder, FileName);
}
