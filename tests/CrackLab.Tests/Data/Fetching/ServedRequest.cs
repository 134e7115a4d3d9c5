namespace CrackLab.Tests.Data.Fetching;

/// <summary>A request that reached the server.</summary>
/// <param name="Path">What it asks for.</param>
/// <param name="Headers">Its headers, names in lower case.</param>
internal sealed record ServedRequest(string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>First byte that it asks for, or null where it wants the whole.</summary>
    public int? From => Headers.TryGetValue("range", out string? range) ? int.Parse(range["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture) : null;
}
