using CrackLab.Engine;
using CrackLab.Engine.Serialization;
using CrackLab.Engine.Tensors;

namespace CrackLab.Experiments;

/// <summary>Makes the model that settings name.</summary>
public static class ModelChoice
{
    /// <summary>Name of <see cref="Models.CrackNet"/>.</summary>
    public const string CrackNet = "cracknet";

    /// <summary>Name of <see cref="Models.SeedCnn"/>.</summary>
    public const string Seed = "seed";

    /// <summary>Builds the model with fresh weights.</summary>
    /// <param name="settings">Model, size and seed.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="ArgumentException">There is no such model.</exception>
    /// <exception cref="InvalidDataException">The file does not describe one.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Sequential Build(HyperParameters settings, int classes)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Model switch
        {
            CrackNet => Models.CrackNet(settings.Size, classes, settings.Seed),
            Seed => Models.SeedCnn(settings.Size, classes, settings.Seed),
            var file when file.EndsWith(".json", StringComparison.OrdinalIgnoreCase) =>
                ModelJson.Read(ReadFile(file), file).Build(new Shape(settings.Size, settings.Size, 3), settings.Seed),
            var other => throw new ArgumentException(
                $"Model: expected {CrackNet}, {Seed} or a .json file, received '{other}'. Choose one of these.", nameof(settings)),
        };
    }

    private static string ReadFile(string file) => File.Exists(file)
        ? File.ReadAllText(file)
        : throw new FileNotFoundException(
            $"{file}: expected an architecture in JSON, received no file. Check the name, or choose {CrackNet} or {Seed}.", file);
}
