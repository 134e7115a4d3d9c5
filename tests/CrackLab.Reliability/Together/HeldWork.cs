namespace CrackLab.Reliability.Together;

/// <summary>A command that keeps a folder for itself.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Lock">Path of its locked file.</param>
/// <param name="Arguments">The command line.</param>
/// <param name="Again">The command line that goes on with it.</param>
/// <param name="Result">What there is at the end, equal for equal results.</param>
internal sealed record HeldWork(
    string Name, string Lock, IReadOnlyList<string> Arguments, IReadOnlyList<string> Again, Func<IReadOnlyDictionary<string, string>> Result);
