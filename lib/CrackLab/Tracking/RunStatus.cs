namespace CrackLab.Tracking;

/// <summary>How far a run has come.</summary>
public enum RunStatus
{
    /// <summary>Training goes on, or the process was killed.</summary>
    Running,

    /// <summary>All work is done.</summary>
    Finished,

    /// <summary>Stopped on request; can be resumed.</summary>
    Interrupted,

    /// <summary>Ended by an error.</summary>
    Failed,
}
