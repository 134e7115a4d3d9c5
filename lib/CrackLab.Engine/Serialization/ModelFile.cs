using System.Globalization;
using System.Text.Json;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Serialization;

/// <summary>The model file: one .safetensors with weights by name, and architecture, classes and preprocessing as metadata.</summary>
/// <remarks>A checkpoint is a model file with more tensors in it; <see cref="Load(string)"/> leaves those aside.</remarks>
public static class ModelFile
{
    /// <summary>Version of the layout below; a file of a newer one is refused.</summary>
    public const int FormatVersion = 1;

    private const string FormatName = "cracklab";

    /// <summary>Writes a model, whole or not at all.</summary>
    /// <param name="model">A built model.</param>
    /// <param name="path">The file; one of that name is replaced.</param>
    /// <param name="state">More tensors, such as an optimizer's moments.</param>
    /// <param name="more">More metadata.</param>
    public static void Save(
        Sequential model, string path, IReadOnlyList<NamedTensor>? state = null, IReadOnlyDictionary<string, string>? more = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        List<NamedTensor> tensors = [.. model.Parameters.Select(p => new NamedTensor(p.Name, p.Dimensions, p.Values.ToArray())), .. state ?? []];
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["format"] = FormatName,
            ["format_version"] = FormatVersion.ToString(CultureInfo.InvariantCulture),
            ["library_version"] = typeof(ModelFile).Assembly.GetName().Version!.ToString(3),
            ["architecture"] = ModelJson.Write(model),
            ["input_size"] = JsonSerializer.Serialize(model.InputShape.IsFlat
                ? (int[])[model.InputShape.Channels]
                : [model.InputShape.Height, model.InputShape.Width, model.InputShape.Channels]),
            ["preprocessing"] = "RGB 0..255, resized to input_size (bilinear, antialiased); scaling is the model's first layer",
            ["classes"] = JsonSerializer.Serialize(model.Metadata.Classes),
            ["threshold"] = model.Metadata.Threshold.ToString("R", CultureInfo.InvariantCulture),
        };
        if (model.Metadata.RunId is { } run)
        {
            metadata["run_id"] = run;
        }

        if (model.Metadata.Aim is { } aim)
        {
            metadata["aim"] = aim;
        }

        if (model.Metadata.Temperature != 1)
        {
            metadata["temperature"] = model.Metadata.Temperature.ToString("R", CultureInfo.InvariantCulture);
        }

        if (model.Metadata.PictureSize is { } size)
        {
            metadata["picture_size"] = size.ToString(CultureInfo.InvariantCulture);
        }

        foreach ((string key, string value) in more ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            metadata[key] = value;
        }

        using PendingFile file = AtomicFile.Create(path);
        try
        {
            Safetensors.Write(file.Stream, tensors, metadata);
        }
        catch (IOException error)
        {
            throw WriteFault.Explain(path, error);
        }

        file.Commit();
    }

    /// <summary>Reads a model.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is no model, is cut short, or comes from a newer version.</exception>
    public static Sequential Load(string path) => Load(path, out _, out _);

    /// <summary>Reads a model and everything else that its file holds.</summary>
    /// <param name="path">The file.</param>
    /// <param name="state">Tensors that are not the model's weights.</param>
    /// <param name="metadata">All metadata.</param>
    /// <exception cref="InvalidDataException">The file is no model, is cut short, or comes from a newer version.</exception>
    public static Sequential Load(string path, out IReadOnlyList<NamedTensor> state, out IReadOnlyDictionary<string, string> metadata)
    {
        (IReadOnlyList<NamedTensor> tensors, metadata) = Safetensors.Read(path);
        if (!metadata.TryGetValue("format", out string? format) || !string.Equals(format, FormatName, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: expected a CrackLab model, received a safetensors file without the format mark '{FormatName}'. Choose a file that Sequential.Save or a training wrote.");
        }

        if (!int.TryParse(metadata.GetValueOrDefault("format_version"), NumberStyles.None, CultureInfo.InvariantCulture, out int version) || version > FormatVersion)
        {
            throw new InvalidDataException($"{path}: expected model format {FormatVersion} or older, received '{metadata.GetValueOrDefault("format_version")}', written by CrackLab {metadata.GetValueOrDefault("library_version")}. Use that version or a newer one.");
        }

        (Sequential model, Shape input, IReadOnlyList<(string Name, ParameterSpec Spec)> specs) = Describe(path, metadata);
        var byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach ((string name, ParameterSpec spec) in specs)
        {
            // Before Build: what the architecture asks for must be there before memory is taken for it.
            if (!byName.TryGetValue(name, out NamedTensor? tensor) || !tensor.Dimensions.SequenceEqual(spec.Dimensions))
            {
                throw new InvalidDataException($"{path}: expected weights '{name}' of shape ({string.Join(", ", spec.Dimensions)}), received {(tensor is null ? "none" : $"shape ({string.Join(", ", tensor.Dimensions)})")}. Write the file anew.");
            }
        }

        model.Build(input);
        foreach (Parameter parameter in model.Parameters)
        {
            byName.Remove(parameter.Name, out NamedTensor? tensor);
            tensor!.Values.Span.CopyTo(parameter.Values);
        }

        state = [.. tensors.Where(tensor => byName.ContainsKey(tensor.Name))];
        return model;
    }

    private static (Sequential Model, Shape Input, IReadOnlyList<(string Name, ParameterSpec Spec)> Specs) Describe(string path, IReadOnlyDictionary<string, string> metadata)
    {
        try
        {
            Sequential model = ModelJson.Read(metadata["architecture"], path);
            Shape input = JsonSerializer.Deserialize<int[]>(metadata["input_size"]) switch
            {
                [int features] => Shape.Flat(features),
                [int height, int width, int channels] => new Shape(height, width, channels),
                _ => throw new FormatException($"input_size {metadata["input_size"]}"),
            };
            model.Metadata = new ModelMetadata
            {
                Classes = JsonSerializer.Deserialize<string[]>(metadata["classes"]) ?? [],
                Threshold = double.Parse(metadata["threshold"], CultureInfo.InvariantCulture),
                RunId = metadata.GetValueOrDefault("run_id"),
                Aim = metadata.GetValueOrDefault("aim"),
                Temperature = double.Parse(metadata.GetValueOrDefault("temperature", "1"), CultureInfo.InvariantCulture),
                PictureSize = metadata.TryGetValue("picture_size", out string? size) ? int.Parse(size, CultureInfo.InvariantCulture) : null,
            };
            return (model, input, model.Specs(input));
        }
        catch (Exception error) when (error is KeyNotFoundException or JsonException or FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: expected architecture, input_size, classes and threshold in the metadata, received something else ({error.Message}). Write the file anew.", error);
        }
    }
}
