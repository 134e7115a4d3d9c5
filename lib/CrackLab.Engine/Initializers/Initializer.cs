namespace CrackLab.Engine.Initializers;

/// <summary>How a weight tensor begins.</summary>
public enum Initializer
{
    /// <summary>All 0.</summary>
    Zeros,

    /// <summary>All 1.</summary>
    Ones,

    /// <summary>Uniform within sqrt(6 / (fan in + fan out)); https://proceedings.mlr.press/v9/glorot10a.html.</summary>
    GlorotUniform,

    /// <summary>Normal, cut at two deviations, with variance 2 / (fan in + fan out).</summary>
    GlorotNormal,

    /// <summary>Uniform within sqrt(6 / fan in); https://arxiv.org/abs/1502.01852.</summary>
    HeUniform,

    /// <summary>Normal, cut at two deviations, with variance 2 / fan in.</summary>
    HeNormal,
}
