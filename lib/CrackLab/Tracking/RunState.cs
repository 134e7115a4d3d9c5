namespace CrackLab.Tracking;

/// <summary>What can be said of a run from its folder.</summary>
public enum RunState
{
    /// <summary>All work is done.</summary>
    Finished,

    /// <summary>Training goes on, or the process was killed.</summary>
    Unfinished,

    /// <summary>Stopped on request; can be resumed.</summary>
    Interrupted,

    /// <summary>Ended by an error.</summary>
    Failed,

    /// <summary>Its record or its history is missing or cannot be read.</summary>
    Damaged,

    /// <summary>Event files that another program wrote, without a record.</summary>
    Events,
}
