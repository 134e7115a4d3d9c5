namespace CrackLab.Reliability.Support;

/// <summary>A command that writes.</summary>
/// <param name="Name">Its verb.</param>
/// <param name="Target">The file or folder that it writes.</param>
/// <param name="Arguments">The command line.</param>
internal sealed record Work(string Name, string Target, IReadOnlyList<string> Arguments)
{
    /// <summary>Whether it replaces one file.</summary>
    public bool IsFile { get; init; }
}
