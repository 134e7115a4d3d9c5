namespace CrackLab.Benchmarks.Comparison;

/// <summary>Something that can be measured by its name.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Title">What is done.</param>
/// <param name="Measure">Measures it; one line of the table for each result.</param>
internal sealed record Line(string Name, string Title, Func<IReadOnlyList<Result>> Measure);
