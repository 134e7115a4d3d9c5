using System.Diagnostics;
using System.Text.Json;

namespace CrackLab.Notebooks.Tests;

/// <summary>A copy of the notebooks with the library and the sample beside them, in which the lessons make their data and nothing else changes.</summary>
public sealed class WorkbookCopy : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workbook");

    /// <summary>Makes the copy.</summary>
    public WorkbookCopy()
    {
        Copy(Path.Combine(Repository.Root, "notebooks"), "notebooks");
        Copy(Path.Combine(Repository.Root, "data", "sample"), Path.Combine("data", "sample"));
        Copy(Built("CrackLab"), Path.Combine("artifacts", "bin", "CrackLab", "release"));
    }

    /// <summary>Adds a notebook of code cells beside the lessons.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cells">The sources of its cells.</param>
    public void Add(string name, params IEnumerable<string> cells) => File.WriteAllText(
        Path.Combine(_folder.FullName, "notebooks", name),
        JsonSerializer.Serialize(new
        {
            nbformat = 4,
            nbformat_minor = 5,
            metadata = new { },
            cells = cells.Select((source, number) => new
            {
                cell_type = "code",
                id = FormattableString.Invariant($"cell{number}"),
                metadata = new { },
                execution_count = (int?)null,
                outputs = Array.Empty<string>(),
                source,
            }),
        }));

    /// <summary>Runs a notebook with the command, from beginning to end.</summary>
    /// <param name="name">The notebook, as <see cref="LessonFiles"/> names it.</param>
    /// <returns>The notebook with its outputs, and what the command said where it failed.</returns>
    public async Task<(string Output, string Complaint)> Run(string name)
    {
        string command = Path.Combine(Built("CrackLab.Cli"), OperatingSystem.IsWindows() ? "cracklab.exe" : "cracklab");
        string output = Path.Combine(_folder.FullName, "out");
        var start = new ProcessStartInfo(
            command, ["notebook", "run", Path.Combine(_folder.FullName, "notebooks", name), "--out", output])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CRACKLAB_CACHE"] = Path.Combine(_folder.FullName, "cache");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        using Process process = Process.Start(start)!;
        Task<string> said = process.StandardOutput.ReadToEndAsync(limit.Token);
        Task<string> complained = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        await said;
        string complaint = process.ExitCode == 0 ? "" : $"exit {process.ExitCode}: {await complained}";
        return (Path.Combine(output, Path.GetFileName(name)), complaint);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>What the build has made of a project, in the configuration of these tests.</summary>
    private static string Built(string project)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(folder.Parent!.Parent!.FullName, project, folder.Name);
    }

    private void Copy(string source, string target)
    {
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(_folder.FullName, target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
