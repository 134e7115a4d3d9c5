namespace CrackLab.Engine.Onnx;

/// <summary>What an ONNX file holds.</summary>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Input">What its graph takes.</param>
/// <param name="Output">What its graph gives.</param>
public sealed record OnnxSummary(long Bytes, OnnxValue Input, OnnxValue Output);
