using CrackLab.Engine.Serialization;

namespace CrackLab.Evaluation;

/// <summary>The file metrics.json of a run.</summary>
public static class MetricsFile
{
    /// <summary>Writes the result whole, replacing an older file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="result">The result.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static void Write(string path, EvaluationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        AtomicFile.WriteAllText(path, result.ToJson() + "\n");
    }
}
