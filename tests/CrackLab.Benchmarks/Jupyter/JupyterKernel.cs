using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace CrackLab.Benchmarks.Jupyter;

/// <summary>A kernel that is timed, and how the same things are said in its language.</summary>
/// <param name="Name">Its name among the kernelspecs.</param>
/// <param name="Cell">A cell with a small result.</param>
/// <param name="Completion">Code to complete at its end.</param>
internal sealed record JupyterKernel(string Name, string Cell, string Completion)
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "peers", "kernel_work.py");

    /// <summary>Times one launch.</summary>
    /// <param name="python">The Python that has jupyter_client.</param>
    /// <param name="dataFolder">Jupyter's data folder.</param>
    /// <returns>Milliseconds by the figure's name.</returns>
    /// <exception cref="InvalidOperationException">The kernel or Python failed.</exception>
    public IReadOnlyDictionary<string, double> Time(string python, string dataFolder)
    {
        string output = Run(python, dataFolder, Script, Name, Cell, Completion);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    /// <summary>Runs Python and gives what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string Run(string python, string dataFolder, params string[] arguments)
    {
        var start = new ProcessStartInfo(python, ["-B", .. arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["JUPYTER_DATA_DIR"] = dataFolder;
        try
        {
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output
                : throw new InvalidOperationException($"{python}: expected exit code 0, received {process.ExitCode}; its own message stands above.");
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException($"{python}: expected a Python, received: {error.Message}", error);
        }
    }
}
