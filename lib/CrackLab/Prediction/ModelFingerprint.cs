using System.Security.Cryptography;

namespace CrackLab.Prediction;

/// <summary>A short name of a model file's content, by which a prediction can be traced to the model that made it.</summary>
public static class ModelFingerprint
{
    private const int Bytes = 6;

    /// <summary>The first 12 hexadecimal digits of the file's SHA-256.</summary>
    /// <param name="path">A model file.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string Of(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file).AsSpan(0, Bytes));
    }
}
