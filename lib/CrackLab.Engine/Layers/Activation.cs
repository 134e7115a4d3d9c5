namespace CrackLab.Engine.Layers;

/// <summary>The function at a layer's end.</summary>
public enum Activation
{
    /// <summary>None: the values as they are.</summary>
    Linear,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>1 / (1 + exp(-x)); the head of a model of two classes.</summary>
    Sigmoid,

    /// <summary>exp(x) / sum of exp; the head of a model of any number of classes.</summary>
    Softmax,
}
