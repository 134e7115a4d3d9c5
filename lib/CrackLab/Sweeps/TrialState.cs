namespace CrackLab.Sweeps;

/// <summary>How far a trial has come.</summary>
public enum TrialState
{
    /// <summary>Not begun, paused, or cut off: some process is to take it up.</summary>
    Waiting,

    /// <summary>A process is at it.</summary>
    Running,

    /// <summary>It has had all its epochs, or stopped early by itself.</summary>
    Finished,

    /// <summary>Others were better with as many epochs, so it gets no more.</summary>
    Pruned,

    /// <summary>Its settings cannot be trained, or its loss became no number.</summary>
    Failed,
}
