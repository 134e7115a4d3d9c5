namespace CrackLab.Engine.Layers;

/// <summary>What a window does at a picture's border.</summary>
public enum Padding
{
    /// <summary>Windows stay inside: output size (n - k) / stride + 1, rounded down.</summary>
    Valid,

    /// <summary>Zeros around, half of them before (rounded down) and the rest behind, as TensorFlow: output size n / stride, rounded up.</summary>
    Same,
}
