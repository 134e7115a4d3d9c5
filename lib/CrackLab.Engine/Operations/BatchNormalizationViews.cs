namespace CrackLab.Engine.Operations;

/// <summary>The four weight tensors of a BatchNormalization layer.</summary>
internal readonly record struct BatchNormalizationViews(
    ParameterView Gamma, ParameterView Beta, ParameterView MovingMean, ParameterView MovingVariance);
