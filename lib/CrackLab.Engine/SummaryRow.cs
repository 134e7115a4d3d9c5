namespace CrackLab.Engine;

/// <summary>A layer's row in a model's summary.</summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Kind">Its type.</param>
/// <param name="Shape">Its output shape, or "?" before the model is built.</param>
/// <param name="Weights">Its number of weights, or "?" before the model is built.</param>
internal sealed record SummaryRow(string Layer, string Kind, string Shape, string Weights);
