using System.Diagnostics;
using System.Text.Json.Nodes;
using CrackLab.Kernel.Cells;

namespace CrackLab.Kernel.Notebooks;

/// <summary>Runs a notebook's code cells one after another, as a person who presses "run all" would.</summary>
public sealed class NotebookRunner
{
    private readonly ICellSession _session;

    /// <summary>Makes a runner.</summary>
    /// <param name="session">What runs the cells; fresh for every notebook.</param>
    public NotebookRunner(ICellSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        _session = session;
    }

    /// <summary>Longest time that one cell may take; <see langword="null"/> for any.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Told before each cell.</summary>
    public IProgress<NotebookProgress>? Progress { get; init; }

    /// <summary>Runs all code cells and puts their outputs into the notebook; ends with the first that fails.</summary>
    /// <param name="notebook">The notebook; outputs of earlier runs are taken out first.</param>
    /// <param name="cancellationToken">Interrupts the running cell.</param>
    /// <returns>The cell that failed and why, or <see langword="null"/> where none did.</returns>
    public NotebookFailure? Run(NotebookFile notebook, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        NotebookCell[] cells = [.. notebook.Cells.Where(cell => cell.Kind == CellKind.Code)];
        foreach (NotebookCell cell in cells)
        {
            cell.SetOutputs([], null);
        }

        Dictionary<string, List<JsonObject>> displays = new(StringComparer.Ordinal);
        List<(NotebookCell Cell, NotebookOutput Output, int Count)> ran = [];
        var gate = new Lock();
        NotebookFailure? failure = null;
        NotebookCell[] full = [.. cells.Where(cell => !string.IsNullOrWhiteSpace(cell.Source))];
        for (int i = 0; i < full.Length && failure is null; i++)
        {
            int count = i + 1;
            Progress?.Report(new NotebookProgress(count, full.Length, FirstLine(full[i].Source)));
            var output = new NotebookOutput(displays, gate);
            ran.Add((full[i], output, count));
            failure = RunCell(full[i].Source, count, output, cancellationToken);
        }

        // Only now: a cell may update what an earlier one has shown.
        foreach ((NotebookCell cell, NotebookOutput output, int count) in ran)
        {
            cell.SetOutputs(output.ToJson(), count);
        }

        return failure;
    }

    private NotebookFailure? RunCell(string source, int count, NotebookOutput output, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return new NotebookFailure(count, "interrupted");
        }

        using var late = new CancellationTokenSource();
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        using CancellationTokenRegistration stop = ends.Token.Register(_session.Interrupt);
        if (Timeout is { } timeout)
        {
            late.CancelAfter(timeout);
        }

        var watch = Stopwatch.StartNew();
        CellResult result = _session.Run(source, count, output);
        if (result.Error is not null)
        {
            output.AddError(result.Error);
        }
        else if (result.Value is not null)
        {
            output.AddResult(result.Value, count);
        }

        if (result.Status == CellStatus.Ok)
        {
            return cancellationToken.IsCancellationRequested ? new NotebookFailure(count, "interrupted") : null;
        }

        if (result.Status == CellStatus.Interrupted && late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new NotebookFailure(count, FormattableString.Invariant(
                $"expected to end within {Timeout!.Value.TotalSeconds:0.###} s, received no end after {watch.Elapsed.TotalSeconds:0.0} s. Raise --timeout or make the work smaller."));
        }

        return new NotebookFailure(count, result.Error is { } error ? $"{error.Name}: {error.Value}" : "interrupted");
    }

    private static string FirstLine(string source) =>
        source.Split('\n').Select(line => line.Trim()).First(line => line.Length > 0);
}
