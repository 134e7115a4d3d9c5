namespace CrackLab.Display;

/// <summary>An axis of a chart.</summary>
/// <param name="Label">What it measures, with its unit.</param>
public sealed record ChartAxis(string Label)
{
    /// <summary>Lower end, or <see langword="null"/> to take it from the points.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end, or <see langword="null"/> to take it from the points.</summary>
    public double? High { get; init; }

    /// <summary>Whether the axis is logarithmic; points at or below zero are left out then.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Whether ticks stand on whole numbers only, as for epochs.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Names at the places 0, 1, 2 …, for an axis of kinds instead of numbers; <see langword="null"/> for numbers.</summary>
    public IReadOnlyList<string>? Categories { get; init; }
}
