namespace CrackLab.Engine.Onnx;

/// <summary>What is wrong with a file, in one line.</summary>
internal static class OnnxFault
{
    private const int MostShown = 80;

    /// <summary>Makes the exception to throw.</summary>
    /// <param name="path">The file.</param>
    /// <param name="where">Which part of it; empty for the whole.</param>
    /// <param name="expected">What should be there.</param>
    /// <param name="received">What is there.</param>
    public static InvalidDataException At(string path, string where, string expected, string received) =>
        new($"{path}{(where.Length > 0 ? $", {OneLine.Of(where)}" : "")}: expected {OneLine.Of(expected)}, received {OneLine.Of(received)}. Import reads what Export writes: export the model anew.");

    /// <summary>A text of the file's, short and on one line.</summary>
    public static string Shown(string text) => OneLine.Of(text, MostShown);

    /// <summary>Some of the file's numbers or names, short and on one line.</summary>
    public static string Shown<T>(IEnumerable<T> items) => Shown($"[{string.Join(", ", items.Take(MostShown))}]");
}
