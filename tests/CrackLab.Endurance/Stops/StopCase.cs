namespace CrackLab.Endurance.Stops;

/// <summary>A command that takes a while, and what becomes of it when it is stopped.</summary>
/// <param name="Name">What stands in the table.</param>
/// <param name="Arguments">The command line, for a folder of this run's own.</param>
internal sealed record StopCase(string Name, Func<string, string[]> Arguments)
{
    /// <summary>What standard output says when the work begins; moments are counted from there, or from the start.</summary>
    public string? Begins { get; init; }

    /// <summary>Keeps it busy once it has begun, given the line that said so.</summary>
    public Func<string, CancellationToken, Task>? Keep { get; init; }

    /// <summary>Whether standard input is a pipe that stays open and says nothing.</summary>
    public bool HasSilentInput { get; init; }

    /// <summary>A file of which half comes by standard input before the silence; <see langword="null"/> for none.</summary>
    public string? Input { get; init; }

    /// <summary>Whether it never ends by itself.</summary>
    public bool IsEndless { get; init; }

    /// <summary>Whether a signal reaches its children too, as from a terminal; else the process alone, as from a supervisor.</summary>
    public bool IsGroup { get; init; } = true;

    /// <summary>Exit code of one that was stopped.</summary>
    public int ExitCode { get; init; } = 1;

    /// <summary>Part of the one line that it ends with; <see langword="null"/> for none.</summary>
    public string? Says { get; init; } = "stopped before the end, as asked.";

    /// <summary>Whether its folder holds nothing when it was stopped.</summary>
    public bool LeavesNothing { get; init; }
}
