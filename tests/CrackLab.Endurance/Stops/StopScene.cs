using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using CrackLab.Data.Fetching;
using CrackLab.Data.Synthetic;
using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;
using CrackLab.Imaging;

namespace CrackLab.Endurance.Stops;

/// <summary>The data that commands are stopped at, made once in a folder that goes with it.</summary>
internal sealed class StopScene : IDisposable
{
    private const int Width = 8000, Height = 6000, RunCount = 200;
    private readonly string _root = Directory.CreateTempSubdirectory("cracklab-stops-").FullName;
    private readonly string _command;
    private int _folders;

    /// <summary>Makes it.</summary>
    /// <param name="command">Path of the command.</param>
    public StopScene(string command)
    {
        _command = command;
        Run("data", "sample", "--out", Data, "--count", "3000");
        Run("data", "sample", "--out", Small, "--count", "240", "--no-broken");
        Run("train", Small, "--out", Trained, "--epochs", "2", "--size", "32");
        Run("export", Trained, "--onnx", Onnx);
        Directory.CreateDirectory(Photos);
        Image photo = Wall();
        byte[] jpeg = JpegEncoder.Encode(photo);
        for (int i = 0; i < 8; i++)
        {
            File.WriteAllBytes(Path.Combine(Photos, string.Create(CultureInfo.InvariantCulture, $"wall-{i}.jpg")), jpeg);
        }

        File.WriteAllBytes(Png, PngEncoder.Encode(photo));
        SyntheticConcrete.WriteFolder(Crops, new SyntheticFolderOptions { Count = 600, CropsPerWall = 6, Broken = false });
        LargeModel().Save(Large);
        for (int i = 0; i < RunCount; i++)
        {
            Copy(Trained, Path.Combine(Runs, string.Create(CultureInfo.InvariantCulture, $"run-{i:D3}")));
        }

        WriteArchive();
        foreach ((string name, string code) in StopCells.Of(this))
        {
            File.WriteAllText(Notebook(name), StopCells.Notebook(code));
        }

        File.WriteAllText(Sweep, $$"""{ "data": "{{Small}}", "settings": { "epochs": 8, "size": 64 }, "search": "random", "trials": 20, "parameters": { "learningRate": { "logUniform": [0.0003, 0.03] } } }""");
    }

    /// <summary>3,000 pictures of 227 x 227 pixels.</summary>
    public string Data => Path.Combine(_root, "data");

    /// <summary>240 of them.</summary>
    public string Small => Path.Combine(_root, "small");

    /// <summary>A finished run.</summary>
    public string Trained => Path.Combine(_root, "run");

    /// <summary>Its model as ONNX.</summary>
    public string Onnx => Path.Combine(_root, "model.onnx");

    /// <summary>Eight photos of 48 megapixels.</summary>
    public string Photos => Path.Combine(_root, "walls", "Wall");

    /// <summary>One of them.</summary>
    public string Photo => Path.Combine(Photos, "wall-0.jpg");

    /// <summary>600 crops of 100 walls.</summary>
    public string Crops => Path.Combine(_root, "crops");

    /// <summary>A model file of 300 MiB.</summary>
    public string Large => Path.Combine(_root, "large.safetensors");

    /// <summary>Copies of the finished run.</summary>
    public string Runs => Path.Combine(_root, "runs");

    /// <summary>A zip of as many pictures as the public dataset has.</summary>
    public string Archive => Path.Combine(_root, "pictures.zip");

    /// <summary>The same as PNG.</summary>
    public string Png => Path.Combine(_root, "wall.png");

    /// <summary>A specification of 20 trials.</summary>
    public string Sweep => Path.Combine(_root, "sweep.json");

    /// <summary>A notebook by its name in <see cref="StopCells"/>.</summary>
    public string Notebook(string name) => Path.Combine(_root, $"{name}.ipynb");

    /// <summary>A new folder for one run.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(_root, "out", Interlocked.Increment(ref _folders).ToString(CultureInfo.InvariantCulture))).FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_root, recursive: true);

    // Grain that a camera gives, so that files are as large and as slow to decode as those of one.
    private static Image Wall()
    {
        var photo = new Image(Width, Height);
        var random = new Random(7);
        random.NextBytes(photo.Pixels);
        for (int i = 0; i < photo.Pixels.Length; i++)
        {
            photo.Pixels[i] = (byte)(150 + (photo.Pixels[i] >> 4));
        }

        return photo;
    }

    private static Sequential LargeModel() => new(
        new Shape(64, 64, 3), new Rescaling(1 / 255f), new Flatten(), new Dense(6400, Activation.Relu), new Dense(1, Activation.Sigmoid))
    {
        Metadata = new ModelMetadata { Classes = ["Negative", "Positive"] },
    };

    private void WriteArchive()
    {
        using ZipArchive zip = ZipFile.Open(Archive, ZipArchiveMode.Create);
        foreach ((string name, int count) in PublicDatasets.ConcreteCracks.Classes)
        {
            byte[][] pictures = [.. Directory.EnumerateFiles(Path.Combine(Small, name)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
            for (int i = 0; i < count; i++)
            {
                using Stream entry = zip.CreateEntry(string.Create(CultureInfo.InvariantCulture, $"{name}/{i + 1:D5}.jpg"), CompressionLevel.NoCompression).Open();
                entry.Write(pictures[i % pictures.Length]);
            }
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private void Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(_command, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"cracklab {string.Join(' ', arguments)}: expected exit code 0, received {process.ExitCode}. Its message stands above.");
        }
    }
}
