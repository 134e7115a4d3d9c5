using System.Runtime.InteropServices;

namespace Shared;

/// <summary>A model to compute, and a batch to compute it on.</summary>
/// <param name="Model">The ONNX file.</param>
/// <param name="Type">Type of the input's elements: "uint8" or "float32".</param>
/// <param name="Shape">Dimensions of the input, the batch first.</param>
/// <param name="Input">The input's bytes.</param>
internal sealed record OnnxJob(string Model, string Type, int[] Shape, byte[] Input)
{
    public static OnnxJob Of(string model, byte[] input, params int[] shape) => new(model, "uint8", shape, input);

    public static OnnxJob Of(string model, float[] input, params int[] shape) =>
        new(model, "float32", shape, MemoryMarshal.AsBytes(input.AsSpan()).ToArray());
}
