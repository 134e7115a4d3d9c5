namespace CrackLab.Engine.Operations;

/// <summary>Where one weight tensor and its gradient lie.</summary>
/// <param name="values">The weights.</param>
/// <param name="gradient">The gradient, or null in a session that does not train.</param>
internal readonly unsafe struct ParameterView(float* values, float* gradient)
{
    public readonly float* Values = values;

    public readonly float* Gradient = gradient;
}
