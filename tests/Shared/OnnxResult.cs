namespace Shared;

/// <summary>What ONNX Runtime computed.</summary>
/// <param name="Name">Name of the output.</param>
/// <param name="Shape">Its dimensions, the batch first.</param>
/// <param name="Values">Its values.</param>
internal sealed record OnnxResult(string Name, int[] Shape, float[] Values);
