namespace CrackLab.Data;

/// <summary>How far an inspection is.</summary>
/// <param name="Done">Files looked into.</param>
/// <param name="Total">Files there are.</param>
/// <param name="Problems">Files so far whose status is not <see cref="FileStatus.Ok"/>.</param>
public sealed record InspectProgress(int Done, int Total, int Problems);
