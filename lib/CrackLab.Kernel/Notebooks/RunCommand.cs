using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CrackLab.Kernel.Cells;

namespace CrackLab.Kernel.Notebooks;

/// <summary>Runs one notebook from beginning to end in this process.</summary>
internal static class RunCommand
{
    /// <summary>Signals that come within this time are one.</summary>
    private static readonly TimeSpan OneSignal = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs the notebook, writes it with its outputs (also where a cell failed), and says what came of it.</summary>
    /// <param name="request">What to run and where to write.</param>
    /// <param name="session">What runs the cells.</param>
    /// <returns>The exit code: 0 done, 1 failed with one line on standard error.</returns>
    public static int Run(RunRequest request, ICellSession session)
    {
        TextWriter results = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        TextWriter messages = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };
        using var interruption = new CancellationTokenSource();
        var asked = new Stopwatch();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        try
        {
            return Run(request, session, results, messages, interruption.Token);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            messages.WriteLine(error.Message);
            return 1;
        }

        void Cancel(PosixSignalContext context)
        {
            // The terminal sends a signal to all processes of a command, and the one that started this one hands it on too.
            context.Cancel = !interruption.IsCancellationRequested || asked.Elapsed < OneSignal;
            if (!interruption.IsCancellationRequested) asked.Restart();
            interruption.Cancel();
        }
    }

    private static int Run(
        RunRequest request, ICellSession session, TextWriter results, TextWriter messages, CancellationToken cancellationToken)
    {
        // The notebook's folder becomes the working folder; the other names are meant from here.
        string source = Path.GetFullPath(request.Notebook);
        string output = Path.GetFullPath(request.Output);
        string? page = request.Page is null ? null : Path.GetFullPath(request.Page);
        NotebookFile notebook = NotebookFile.Load(source);
        if (notebook.Language is not ("C#" or "csharp" or ""))
        {
            throw new InvalidDataException($"{request.Notebook}: expected a notebook in C#, received one in {notebook.Language}. Run it with its own kernel.");
        }

        NotebookParameters.Inject(notebook, request.Notebook, request.Parameters);
        Environment.CurrentDirectory = Path.GetDirectoryName(source)!;
        using var progress = new ProgressLine(messages, Path.GetFileName(source), !Console.IsErrorRedirected);
        var runner = new NotebookRunner(session)
        {
            Timeout = request.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Progress = progress,
        };
        var watch = Stopwatch.StartNew();
        NotebookFailure? failure = runner.Run(notebook, cancellationToken);
        progress.Clear();
        notebook.Save(output);
        if (page is not null)
        {
            NotebookPage.Save(notebook, Path.GetFileNameWithoutExtension(source), page);
        }

        if (failure is not null)
        {
            messages.WriteLine($"{request.Notebook}: cell {failure.Cell.ToString(CultureInfo.InvariantCulture)}: {failure.Reason}");
            return 1;
        }

        int cells = notebook.Cells.Count(cell => cell.ExecutionCount is not null);
        results.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{request.Notebook}: {cells} cells in {watch.Elapsed.TotalSeconds:0.0} s -> {request.Output}{(request.Page is null ? "" : $", {request.Page}")}"));
        return 0;
    }
}
