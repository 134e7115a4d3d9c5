using System.Security.Cryptography;
using System.Text;

namespace CrackLab.Fuzzing.Running;

/// <summary>An input that shows a defect, in a file; what it shows stands in a text beside it.</summary>
internal static class Finding
{
    /// <summary>Writes both, unless the folder has an input with that defect already.</summary>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <param name="target">The target's name.</param>
    /// <param name="input">The input.</param>
    /// <param name="defect">The defect.</param>
    /// <param name="origin">How to make the input again.</param>
    public static void Save(string folder, string target, byte[] input, Defect defect, string origin)
    {
        Directory.CreateDirectory(folder);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(defect.Signature)).AsSpan(0, 4));
        string path = Path.Combine(folder, $"{target}-{defect.Kind.ToString().ToLowerInvariant()}-{hash}.bin");
        if (File.Exists(path)) return;
        File.WriteAllBytes(path, input);
        File.WriteAllText(Path.ChangeExtension(path, ".txt"), $"{target}, {origin}\n{defect.Kind}: {defect.Signature}\n{defect.Text}\n");
    }
}
