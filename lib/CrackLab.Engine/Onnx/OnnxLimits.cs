using System.Globalization;

namespace CrackLab.Engine.Onnx;

/// <summary>How large a file may be.</summary>
internal static class OnnxLimits
{
    /// <summary>Protocol buffers, which ONNX files are, end at 2 GiB.</summary>
    public const long MostBytes = int.MaxValue;

    /// <summary>Bytes of all but the weights. Nodes and names in memory take many times what they take in a file.</summary>
    public const long MostStructure = 1 << 20;

    // Lengths of the weights, of their tensors and of the graph around them, as the format writes them.
    private const int Overhead = 16;

    /// <summary>Refuses a model that would make too large a file.</summary>
    /// <param name="model">The model.</param>
    /// <param name="structure">Bytes of all but its weights.</param>
    /// <exception cref="ArgumentException">It is too large.</exception>
    public static void Require(Sequential model, long structure) =>
        Require(model.Name, structure, (model.Parameters.Count * Overhead) + (model.ParameterCount * sizeof(float)));

    /// <summary>Refuses what would make too large a file.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="structure">Bytes of all but its weights.</param>
    /// <param name="weights">Bytes of its weights.</param>
    /// <exception cref="ArgumentException">It is too large.</exception>
    internal static void Require(string name, long structure, long weights)
    {
        if (structure > MostStructure)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"ONNX: expected a model whose layers and metadata take at most {MostStructure} bytes, received '{name}' with {structure}. Use fewer layers or shorter names."));
        }

        if (structure + weights > MostBytes)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"ONNX: expected a model of at most {MostBytes} bytes, which is where the format ends, received '{name}' with {structure + weights}. Use smaller layers, or keep the .safetensors file."));
        }
    }
}
