using System.Globalization;
using System.Text.Json;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Serialization;

/// <summary>What a file says of its model in strings by name, whatever the kind of file: architecture, classes, preprocessing and so on.</summary>
internal static class ModelStrings
{
    public const int FormatVersion = 1;
    public const string FormatName = "cracklab";
    public const string Preprocessing = "preprocessing";

    // A reason may hold another file's path, and what was wrong there.
    private const int MostReason = 1000;

    /// <summary>The strings of a model.</summary>
    /// <param name="model">A built model.</param>
    public static Dictionary<string, string> Write(Sequential model)
    {
        var strings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["format"] = FormatName,
            ["format_version"] = FormatVersion.ToString(CultureInfo.InvariantCulture),
            ["library_version"] = LibraryVersion,
            ["architecture"] = ModelJson.Write(model),
            ["input_size"] = JsonSerializer.Serialize(model.InputShape.IsFlat
                ? (int[])[model.InputShape.Channels]
                : [model.InputShape.Height, model.InputShape.Width, model.InputShape.Channels]),
            [Preprocessing] = "RGB 0..255, resized to input_size (bilinear, antialiased); scaling is the model's first layer",
            ["classes"] = JsonSerializer.Serialize(model.Metadata.Classes),
            ["threshold"] = model.Metadata.Threshold.ToString("R", CultureInfo.InvariantCulture),
        };
        if (model.Metadata.RunId is { } run)
        {
            strings["run_id"] = run;
        }

        if (model.Metadata.Aim is { } aim)
        {
            strings["aim"] = aim;
        }

        if (model.Metadata.Temperature != 1)
        {
            strings["temperature"] = model.Metadata.Temperature.ToString("R", CultureInfo.InvariantCulture);
        }

        if (model.Metadata.PictureSize is { } size)
        {
            strings["picture_size"] = size.ToString(CultureInfo.InvariantCulture);
        }

        return strings;
    }

    /// <summary>Version of this library.</summary>
    public static string LibraryVersion => typeof(ModelStrings).Assembly.GetName().Version!.ToString(3);

    /// <summary>Whether the strings are those of a CrackLab model.</summary>
    /// <param name="strings">Strings by name.</param>
    public static bool IsMarked(IReadOnlyDictionary<string, string> strings) =>
        strings.TryGetValue("format", out string? format) && string.Equals(format, FormatName, StringComparison.Ordinal);

    /// <summary>The model that the strings describe, not built yet, and the input shape to build it for, which its layers can take.</summary>
    /// <param name="path">What to name in an error: the file.</param>
    /// <param name="strings">Strings by name.</param>
    /// <exception cref="InvalidDataException">Something is missing, makes no sense or comes from a newer version.</exception>
    public static (Sequential Model, Shape Input) Read(string path, IReadOnlyDictionary<string, string> strings)
    {
        if (!int.TryParse(strings.GetValueOrDefault("format_version"), NumberStyles.None, CultureInfo.InvariantCulture, out int version) || version > FormatVersion)
        {
            throw new InvalidDataException($"{path}: expected model format {FormatVersion} or older, received '{OneLine.Of(strings.GetValueOrDefault("format_version", "none"))}', written by CrackLab {OneLine.Of(strings.GetValueOrDefault("library_version", "of no version"))}. Use that version or a newer one.");
        }

        try
        {
            Sequential model = ModelJson.Read(strings["architecture"], path);
            Shape input = JsonSerializer.Deserialize<int[]>(strings["input_size"]) switch
            {
                [int features] => Shape.Flat(features),
                [int height, int width, int channels] => new Shape(height, width, channels),
                _ => throw new FormatException($"input_size {strings["input_size"]}"),
            };
            model.Metadata = new ModelMetadata
            {
                Classes = JsonSerializer.Deserialize<string[]>(strings["classes"]) ?? [],
                Threshold = double.Parse(strings["threshold"], CultureInfo.InvariantCulture),
                RunId = strings.GetValueOrDefault("run_id"),
                Aim = strings.GetValueOrDefault("aim"),
                Temperature = double.Parse(strings.GetValueOrDefault("temperature", "1"), CultureInfo.InvariantCulture),
                PictureSize = strings.TryGetValue("picture_size", out string? size) ? int.Parse(size, CultureInfo.InvariantCulture) : null,
            };
            _ = model.Specs(input);
            return (model, input);
        }
        catch (Exception error) when (error is KeyNotFoundException or JsonException or FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: expected architecture, input_size, classes and threshold in the metadata, received something else ({OneLine.Of(error.Message, MostReason)}). Write the file anew.", error);
        }
    }
}
