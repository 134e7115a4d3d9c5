using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shared;

/// <summary>ONNX Runtime for Node.js, run as onnx_run.cjs says.</summary>
/// <param name="Node">The Node.js to run.</param>
/// <param name="Folder">Folder whose node_modules hold onnxruntime-node.</param>
/// <param name="Script">onnx_run.cjs.</param>
internal sealed record OnnxProcess(string Node, string Folder, string Script)
{
    /// <summary>The runtime's version, or <see langword="null"/> where it is not to be had.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no Node.js.</exception>
    public string? Version() => Start("", "version") is (0, var output, _) ? output.Trim() : null;

    /// <summary>Computes models, all of them in one process.</summary>
    /// <param name="jobs">What to compute; files are left beside the models.</param>
    /// <exception cref="InvalidOperationException">One of them is refused; says why.</exception>
    public IReadOnlyList<OnnxResult> Run(params IReadOnlyList<OnnxJob> jobs)
    {
        var input = new StringBuilder();
        for (int i = 0; i < jobs.Count; i++)
        {
            File.WriteAllBytes(InputOf(jobs[i], i), jobs[i].Input);
            input.Append(JsonSerializer.Serialize(new
            {
                model = jobs[i].Model,
                input = InputOf(jobs[i], i),
                type = jobs[i].Type,
                shape = jobs[i].Shape,
                output = OutputOf(jobs[i], i),
            })).Append('\n');
        }

        (int exitCode, string output, string errors) = Start(input.ToString());
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return exitCode == 0 && lines.Length == jobs.Count
            ? [.. lines.Select((line, i) =>
            {
                JsonNode told = JsonNode.Parse(line)!;
                float[] values = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(OutputOf(jobs[i], i)).AsSpan()).ToArray();
                return new OnnxResult(told["output"]!.GetValue<string>(), told["shape"].Deserialize<int[]>()!, values);
            })]
            : throw new InvalidOperationException($"ONNX Runtime: expected results of {jobs.Count} jobs, received {lines.Length} and exit code {exitCode}. {errors}");
    }

    private static string InputOf(OnnxJob job, int index) => $"{job.Model}.{index}.input";

    private static string OutputOf(OnnxJob job, int index) => $"{job.Model}.{index}.output";

    private (int ExitCode, string Output, string Errors) Start(string input, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Node, [Script, Folder, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}
