namespace CrackLab.Cli.Schedulers;

/// <summary>What starts the processes of a sweep on other machines.</summary>
internal enum SchedulerKind
{
    /// <summary>Slurm: an array job.</summary>
    Slurm,
}
