namespace CrackLab.Sweeps;

/// <summary>How the values of a <see cref="SearchParameter"/> are drawn.</summary>
public enum SearchScale
{
    /// <summary>One of some values, each as likely as another.</summary>
    Choice,

    /// <summary>Any number between two ends, each as likely as another.</summary>
    Uniform,

    /// <summary>Any number between two ends above 0, each power of ten as likely as the next.</summary>
    LogUniform,

    /// <summary>A whole number from one end to the other, both counted in.</summary>
    Integer,
}
