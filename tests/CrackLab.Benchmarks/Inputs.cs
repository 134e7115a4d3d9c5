using CrackLab.Data.Synthetic;
using CrackLab.Imaging;

namespace CrackLab.Benchmarks;

/// <summary>The files that both sides of a comparison read, in a temporary folder.</summary>
internal sealed class Inputs : IDisposable
{
    public const string Crops = "crops";
    public const string Model = "model.safetensors";
    public const string Pixels = "pixels";
    public const string Labels = "labels";

    private const int MostCrops = 1000;
    private const int SyntheticCrops = 200;

    private readonly string _root = Directory.CreateTempSubdirectory("cracklab-benchmarks-").FullName;
    private readonly string? _crops;

    /// <summary>Makes the folder.</summary>
    /// <param name="crops">Folder of JPEG files to take crops from; <see langword="null"/> to render some.</param>
    public Inputs(string? crops) => _crops = crops;

    /// <summary>Where both sides write what is to be compared.</summary>
    /// <param name="name">File name.</param>
    public string OutputFile(string name) => Path.Combine(_root, name);

    /// <summary>The folder with a work's files, which are made at the first call.</summary>
    /// <param name="work">The work.</param>
    public string FolderFor(Work work)
    {
        Network network = Network.For(work);
        string folder = Path.Combine(_root, work.IsPictures() ? "pictures" : $"network-{network.Side}-{network.Batch}");
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            if (work.IsPictures())
            {
                WriteCrops(Directory.CreateDirectory(Path.Combine(folder, Crops)).FullName);
            }
            else
            {
                WriteBatch(network, folder);
            }
        }

        return folder;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void WriteCrops(string folder)
    {
        string[] files = _crops is null ? [] : [.. Directory.GetFiles(_crops, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        int count = _crops is null ? SyntheticCrops : Math.Min(MostCrops, files.Length);
        if (count == 0)
        {
            throw new DirectoryNotFoundException($"--crops {_crops}: expected .jpg files, received none. Name a folder that holds some.");
        }

        for (int i = 0; i < count; i++)
        {
            // Crops from all over the folder, so that both classes take part.
            byte[] bytes = _crops is null
                ? JpegEncoder.Encode(SyntheticConcrete.Render(i % 2 == 0, (ulong)i))
                : File.ReadAllBytes(files[(int)((long)i * files.Length / count)]);
            File.WriteAllBytes(Path.Combine(folder, $"{i:D5}.jpg"), bytes);
        }
    }

    private static void WriteBatch(Network network, string folder)
    {
        byte[] labels = [.. Enumerable.Range(0, network.Batch).Select(i => (byte)(i % 2))];
        using FileStream pixels = File.Create(Path.Combine(folder, Pixels));
        for (int i = 0; i < network.Batch; i++)
        {
            pixels.Write(SyntheticConcrete.Render(labels[i] == 1, (ulong)i, network.Side).Pixels);
        }

        File.WriteAllBytes(Path.Combine(folder, Labels), labels);
        network.Create().Save(Path.Combine(folder, Model));
    }
}
