namespace CrackLab.Data;

/// <summary>Looks into every file of a folder on all processors.</summary>
internal static class Inspector
{
    public static InspectionReport Inspect(
        ImageFolder folder, InspectOptions options, IProgress<InspectProgress>? progress, CancellationToken cancellationToken)
    {
        var findings = new FileFinding[folder.Files.Count];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Threads > 0 ? options.Threads : Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        var inspector = new FileInspector(folder, options, cancellationToken);
        Lock gate = new();
        int done = 0;
        int problems = 0;
        Parallel.For(0, findings.Length, parallel, index =>
        {
            findings[index] = inspector.Inspect(folder.Files[index]);
            lock (gate)
            {
                done++;
                problems += findings[index].Status == FileStatus.Ok ? 0 : 1;
                progress?.Report(new InspectProgress(done, findings.Length, problems));
            }
        });
        return new InspectionReport(folder, findings);
    }
}
