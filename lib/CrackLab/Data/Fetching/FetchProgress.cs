namespace CrackLab.Data.Fetching;

/// <summary>How far a fetch is.</summary>
/// <param name="Stage">What it is doing.</param>
/// <param name="Done">Bytes or pictures done in this stage.</param>
/// <param name="Total">Bytes or pictures of this stage; 0 where the server does not say.</param>
public sealed record FetchProgress(FetchStage Stage, long Done, long Total);
