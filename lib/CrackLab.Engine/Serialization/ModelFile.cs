using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Serialization;

/// <summary>The model file: one .safetensors with weights by name, and architecture, classes and preprocessing as metadata.</summary>
/// <remarks>A checkpoint is a model file with more tensors in it; <see cref="Load(string)"/> leaves those aside.</remarks>
public static class ModelFile
{
    /// <summary>Version of the layout; a file of a newer one is refused.</summary>
    public const int FormatVersion = ModelStrings.FormatVersion;

    /// <summary>Writes a model, whole or not at all.</summary>
    /// <param name="model">A built model.</param>
    /// <param name="path">The file; one of that name is replaced.</param>
    /// <param name="state">More tensors, such as an optimizer's moments.</param>
    /// <param name="more">More metadata.</param>
    /// <exception cref="ArithmeticException">A weight or a value of the state is NaN or infinite.</exception>
    public static void Save(
        Sequential model, string path, IReadOnlyList<NamedTensor>? state = null, IReadOnlyDictionary<string, string>? more = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        List<NamedTensor> tensors = [.. model.Parameters.Select(p => new NamedTensor(p.Name, p.Dimensions, p.Memory)), .. state ?? []];
        Dictionary<string, string> metadata = ModelStrings.Write(model);
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

        if (FirstBroken(tensors) is { } broken)
        {
            throw new ArithmeticException($"{path}: expected finite numbers to write, received NaN or infinity in '{broken}'. Train with a lower learning rate; a file there stays as it was.");
        }

        file.Commit();
    }

    /// <summary>Reads a model.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is no model, is cut short, holds NaN or infinity, or comes from a newer version.</exception>
    public static Sequential Load(string path) => Load(path, out _, out _);

    /// <summary>Reads a model and everything else that its file holds.</summary>
    /// <param name="path">The file.</param>
    /// <param name="state">Tensors that are not the model's weights.</param>
    /// <param name="metadata">All metadata.</param>
    /// <exception cref="InvalidDataException">The file is no model, is cut short, holds NaN or infinity, or comes from a newer version.</exception>
    public static Sequential Load(string path, out IReadOnlyList<NamedTensor> state, out IReadOnlyDictionary<string, string> metadata)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        metadata = file.Metadata;
        if (!ModelStrings.IsMarked(metadata))
        {
            throw new InvalidDataException($"{path}: expected a CrackLab model, received a safetensors file without the format mark '{ModelStrings.FormatName}'. Choose a file that Sequential.Save or a training wrote.");
        }

        (Sequential model, Shape input) = ModelStrings.Read(path, metadata);
        var byName = file.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        foreach ((string name, ParameterSpec spec) in model.Specs(input))
        {
            // Before Allocate: what the architecture asks for must be there before memory is taken for it.
            if (!byName.TryGetValue(name, out SafetensorsEntry? entry) || !entry.Dimensions.SequenceEqual(spec.Dimensions))
            {
                throw new InvalidDataException($"{path}: expected weights '{OneLine.Of(name)}' of shape ({string.Join(", ", spec.Dimensions)}), received {(entry is null ? "none" : $"shape ({OneLine.Of(string.Join(", ", entry.Dimensions))})")}. Write the file anew.");
            }
        }

        model.Allocate(input);
        foreach (Parameter parameter in model.Parameters)
        {
            byName.Remove(parameter.Name, out SafetensorsEntry? entry);
            file.Read(entry!, parameter.Values);
            RequireFinite(path, parameter.Name, parameter.Values);
        }

        state = [.. file.Entries.Where(entry => byName.ContainsKey(entry.Name)).Select(file.ReadTensor)];
        foreach (NamedTensor tensor in state)
        {
            RequireFinite(path, tensor.Name, tensor.Values.Span);
        }

        return model;
    }

    private static void RequireFinite(string path, string name, ReadOnlySpan<float> values)
    {
        if (!FaultFinder.IsFinite(values))
        {
            throw new InvalidDataException($"{path}: expected finite numbers, received NaN or infinity in '{OneLine.Of(name)}'. Take another file, or train again with a lower learning rate.");
        }
    }

    private static string? FirstBroken(IEnumerable<NamedTensor> tensors) =>
        tensors.FirstOrDefault(tensor => !FaultFinder.IsFinite(tensor.Values.Span))?.Name;
}
