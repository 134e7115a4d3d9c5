using System.Globalization;
using CrackLab.Engine.Onnx.Protos;

namespace CrackLab.Engine.Onnx;

/// <summary>A value that a graph takes or gives.</summary>
/// <param name="Name">Its name: "image".</param>
/// <param name="Type">Type of its elements: "uint8" or "float32".</param>
/// <param name="Dimensions">Its dimensions, a name for each that may be any: "N", "64", "64", "3".</param>
/// <param name="Meaning">What it is, in words.</param>
public sealed record OnnxValue(string Name, string Type, IReadOnlyList<string> Dimensions, string Meaning)
{
    /// <summary>Name, type and dimensions: "image uint8 (N, 64, 64, 3)".</summary>
    public override string ToString() => $"{Name} {Type} ({string.Join(", ", Dimensions)})";

    internal static OnnxValue Of(ValueProto value) => new(
        value.Name,
        value.Type.TensorType.ElemType == TensorProto.Types.DataType.Uint8 ? "uint8" : "float32",
        [.. value.Type.TensorType.Shape.Dim.Select(dimension => dimension.HasDimParam ? dimension.DimParam : dimension.DimValue.ToString(CultureInfo.InvariantCulture))],
        value.DocString);
}
