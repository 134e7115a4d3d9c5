using System.ComponentModel;

namespace Shared;

/// <summary>ONNX Runtime, which shares nothing with us: from the folder that CRACKLAB_ONNXRUNTIME names, or where Node.js finds it.</summary>
internal static class OnnxRuntime
{
    private const string Variable = "CRACKLAB_ONNXRUNTIME";

    private static readonly OnnxProcess Process = new(
        "node",
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : Repository.Root,
        Path.Combine(Repository.Root, "tests", "Shared", "onnx_run.cjs"));

    private static readonly Lazy<string?> Obstacle = new(FindObstacle);

    /// <summary>Folder whose node_modules hold it.</summary>
    public static string Folder => Process.Folder;

    /// <summary>Skips a test where it is not to be had.</summary>
    public static void SkipWithout() => Assert.SkipWhen(Obstacle.Value is not null, Obstacle.Value ?? "");

    /// <summary>Computes models, all of them in one process.</summary>
    /// <param name="jobs">What to compute; files are left beside the models.</param>
    public static IReadOnlyList<OnnxResult> Run(params IReadOnlyList<OnnxJob> jobs) => Process.Run(jobs);

    private static string? FindObstacle()
    {
        try
        {
            return Process.Version() is null
                ? $"No onnxruntime-node for '{Process.Folder}': set {Variable} to a folder where 'npm install --ignore-scripts onnxruntime-node' was run."
                : null;
        }
        catch (Win32Exception)
        {
            return "No Node.js on the PATH: ONNX files are not computed by ONNX Runtime.";
        }
    }
}
