namespace CrackLab.Cli.Terminal;

/// <summary>What becomes of a verb that was asked to stop and has not ended soon after.</summary>
internal enum StopKind
{
    /// <summary>It leaves nothing unless it ends: the process ends for it, as if it had stopped by itself.</summary>
    LeavesNothing,

    /// <summary>It saves what there is: that is waited for, and whoever asked is told so.</summary>
    Saves,

    /// <summary>It has no end but this one: the process ends for it, and that is success.</summary>
    Serves,
}
