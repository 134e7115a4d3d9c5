using System.Security.Cryptography;
using System.Text;
using CrackLab.Data;

namespace CrackLab.Tests.Data;

/// <summary>Sets without files behind them.</summary>
internal static class TestSets
{
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>One picture a number; each counts as many as its class has.</summary>
    public static ImageSet Of(params int[] perClass)
    {
        string[] classes = [.. perClass.Select((_, label) => $"class{label}")];
        return Of(classes, perClass.SelectMany((count, label) => Enumerable.Range(0, count)
            .Select(number => ($"class{label}/{number:D5}.jpg", label, $"{label}/{number}"))));
    }

    /// <summary>Pictures by path, label and a text that stands for the content.</summary>
    public static ImageSet Of(string[] classes, IEnumerable<(string Path, int Label, string Content)> files) =>
        ImageSet.FromFiles("/data", classes, files.Select(file => (file.Path, file.Label, Hash(file.Content))));

    public static IEnumerable<ImageSet> Parts(this DataSplit split) => [split.Train, split.Validation, split.Test];
}
