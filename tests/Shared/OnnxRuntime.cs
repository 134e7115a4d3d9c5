using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shared;

/// <summary>ONNX Runtime for Node.js, which shares nothing with us: from the folder that CRACKLAB_ONNXRUNTIME names, or where Node.js finds it.</summary>
internal static class OnnxRuntime
{
    private const string Variable = "CRACKLAB_ONNXRUNTIME";

    private static readonly Lazy<string?> Obstacle = new(FindObstacle);

    private static string Folder => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : Repository.Root;

    private static string Script => Path.Combine(Repository.Root, "tests", "Shared", "onnx_run.cjs");

    /// <summary>Skips a test where it is not to be had.</summary>
    public static void SkipWithout() => Assert.SkipWhen(Obstacle.Value is not null, Obstacle.Value ?? "");

    /// <summary>Computes models, all of them in one process.</summary>
    /// <param name="jobs">What to compute; files are left beside the models.</param>
    public static IReadOnlyList<OnnxResult> Run(params IReadOnlyList<OnnxJob> jobs)
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

        (int exitCode, string output, string errors) = Node(input.ToString(), Folder);
        Assert.True(exitCode == 0, errors);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((line, i) =>
        {
            JsonNode told = JsonNode.Parse(line)!;
            float[] values = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(OutputOf(jobs[i], i)).AsSpan()).ToArray();
            return new OnnxResult(told["output"]!.GetValue<string>(), told["shape"].Deserialize<int[]>()!, values);
        })];
    }

    private static string InputOf(OnnxJob job, int index) => $"{job.Model}.{index}.input";

    private static string OutputOf(OnnxJob job, int index) => $"{job.Model}.{index}.output";

    private static string? FindObstacle()
    {
        try
        {
            (int exitCode, _, _) = Node("", Folder, "version");
            return exitCode == 0 ? null : $"No onnxruntime-node in '{Folder}': set {Variable} to a folder where 'npm install --ignore-scripts onnxruntime-node' was run.";
        }
        catch (Win32Exception)
        {
            return "No Node.js on the PATH: ONNX files are not computed by ONNX Runtime.";
        }
    }

    private static (int ExitCode, string Output, string Errors) Node(string input, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("node", [Script, .. arguments])
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
