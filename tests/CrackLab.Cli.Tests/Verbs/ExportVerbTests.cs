using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Onnx;
using CrackLab.Imaging;
using Shape = CrackLab.Engine.Tensors.Shape;

namespace CrackLab.Cli.Tests.Verbs;

public sealed class ExportVerbTests(RunOfPhotos photos) : IClassFixture<RunOfPhotos>
{
    private const double Tolerance = 1e-4;

    // Where the graph resizes, a few pixels round the other way.
    private const double ResizedTolerance = 1e-2;

    private string[] Photos => [.. Directory.GetFiles(Path.Combine(photos.Data, "Positive"), "0*.*")
        .Concat(Directory.GetFiles(Path.Combine(photos.Data, "Negative"), "0*.*")).Order(StringComparer.Ordinal)];

    [Fact]
    public void Export_Run_SaysWhatItWrote()
    {
        string file = photos.Below("said.onnx");
        CommandRun run = CommandRun.Of("export", photos.Run, "--onnx", file);

        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        Assert.Equal(4, run.OutputLines.Length);
        Assert.Matches($"^{Regex.Escape(file)}  0\\.[0-9]{{2}} MiB, ONNX operator set 17$", run.OutputLines[0]);
        Assert.Equal("Input      image uint8 (N, 32, 32, 3): upright RGB pixels, 0..255, row by row, resized to 32 x 32 (bilinear, antialiased)", run.OutputLines[1]);
        Assert.Equal("Output     probability float32 (N, 1): of 'Positive'", run.OutputLines[2]);
        Assert.Matches("^Threshold  0\\.[0-9E-]+: from there on a picture is called 'Positive'$", run.OutputLines[3]);
    }

    [Fact]
    public void Export_Json_IsOneObject()
    {
        string file = photos.Below("json.onnx");
        CommandRun run = CommandRun.Of("export", Path.Combine(photos.Run, "model.safetensors"), "--onnx", file, "--any-size", "--json");

        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Equal(new FileInfo(file).Length, run.Json.GetProperty("bytes").GetInt64());
        Assert.Equal((file, 17, 8), (run.Json.GetProperty("file").GetString(), run.Json.GetProperty("operatorSet").GetInt32(), run.Json.GetProperty("schemaVersion").GetInt32()));
        Assert.Equal("[\"N\",\"height\",\"width\",3]", run.Json.GetProperty("input").GetProperty("shape").GetRawText().Replace(" ", "").ReplaceLineEndings(""));
        Assert.Equal("probability", run.Json.GetProperty("output").GetProperty("name").GetString());
        Assert.Equal(["Negative", "Positive"], run.Json.GetProperty("classes").EnumerateArray().Select(name => name.GetString()));
    }

    [Theory]
    [InlineData()]
    [InlineData("--any-size")]
    public void Import_ExportedRun_IsTheRunsModelByteByByte(params string[] options)
    {
        string file = photos.Below($"there{options.Length}.onnx");
        string back = photos.Below($"back{options.Length}.safetensors");
        Assert.Equal(Application.Done, CommandRun.Of(["export", photos.Run, "--onnx", file, .. options]).ExitCode);
        CommandRun run = CommandRun.Of("import", file, "--out", back);

        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Equal($"{back}  crack_net, 23 layers, 190,833 weights", Assert.Single(run.OutputLines));
        Assert.Equal(File.ReadAllBytes(Path.Combine(photos.Run, "model.safetensors")), File.ReadAllBytes(back));
        Assert.Equal(190_833, CommandRun.Of("import", file, "--out", back, "--json").Json.GetProperty("weights").GetInt32());
    }

    [Fact]
    public void Export_WrongArguments_AreOneLine()
    {
        Assert.StartsWith("cracklab export: Option '--onnx' is required", CommandRun.Of("export", photos.Run).UsageLine());
        Assert.StartsWith("cracklab import: Option '--out' is required", CommandRun.Of("import", "a.onnx").UsageLine());
        Assert.Contains("received a path that does not exist", CommandRun.Of("export", photos.Below("none"), "--onnx", photos.Below("none.onnx")).FailedLine(), StringComparison.Ordinal);
        Assert.Contains("expected a file that can be made", CommandRun.Of("export", photos.Run, "--onnx", photos.Data).FailedLine(), StringComparison.Ordinal);
        Assert.Contains("none: expected an ONNX file, received a path that does not exist", CommandRun.Of("import", photos.Below("none"), "--out", photos.Below("none.safetensors")).FailedLine(), StringComparison.Ordinal);
        string model = Path.Combine(photos.Run, "model.safetensors");
        Assert.StartsWith($"cracklab import: {model}: expected a", CommandRun.Of("import", model, "--out", photos.Below("none.safetensors")).FailedLine());
        Assert.False(File.Exists(photos.Below("none.onnx")) || File.Exists(photos.Below("none.safetensors")));
    }

    [Fact]
    public void Export_Run_PredictsInOnnxRuntimeAsHere()
    {
        OnnxRuntime.SkipWithout();
        string file = photos.Below("runtime.onnx");
        Assert.Equal(Application.Done, CommandRun.Of("export", photos.Run, "--onnx", file).ExitCode);
        float[] ours = [.. CommandRun.Of(["predict", photos.Run, .. Photos, "--json"]).OutputLines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("probability").GetSingle())];
        byte[] pixels = [.. Photos.SelectMany(path => PixelLoader.Load(File.ReadAllBytes(path), 32))];

        OnnxResult theirs = OnnxRuntime.Run(OnnxJob.Of(file, pixels, Photos.Length, 32, 32, 3))[0];

        Assert.True(Photos.Length > 20 && ours.Max() - ours.Min() > 0.01, "expected photos that the model tells apart");
        Assert.All(ours.Zip(theirs.Values), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    [Fact]
    public void Readme_Example_PrintsTheProbability()
    {
        OnnxRuntime.SkipWithout();
        Assert.SkipUnless(Directory.Exists(Path.Combine(OnnxRuntime.Folder, "node_modules")), "onnxruntime-node lies elsewhere than in the folder named.");
        string folder = Directory.CreateDirectory(photos.Below("readme")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(folder, "node_modules"), Path.Combine(OnnxRuntime.Folder, "node_modules"));
        Assert.Equal(Application.Done, CommandRun.Of("export", photos.Run, "--onnx", Path.Combine(folder, "crack.onnx"), "--any-size").ExitCode);
        Image photo = ImageDecoder.Decode(File.ReadAllBytes(Photos[0]));
        File.WriteAllBytes(Path.Combine(folder, "pixels"), photo.Pixels.ToArray());
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n");
        string example = readme.Split("```js\n")[1].Split("```")[0];
        File.WriteAllText(
            Path.Combine(folder, "example.mjs"),
            $"import fs from \"node:fs\"; const pixels = new Uint8Array(fs.readFileSync(\"pixels\")), width = {photo.Width}, height = {photo.Height};\n{example}");

        using Process process = Process.Start(new ProcessStartInfo("node", "example.mjs") { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        string printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(0, process.ExitCode);
        float ours = CommandRun.Of("predict", photos.Run, Photos[0], "--json").Json.GetProperty("probability").GetSingle();
        Assert.Equal(ours, float.Parse(printed, CultureInfo.InvariantCulture), ResizedTolerance);
    }

    /// <summary>A model that only passes pixels on shows what the graph resizes: our own resizer's pixels, but for at most one of a hundred that lies between two and rounds the other way.</summary>
    [Fact]
    public void Export_AnySize_ResizesAsTheLaboratoryDoes()
    {
        OnnxRuntime.SkipWithout();
        const int Height = 48;
        const int Width = 64;
        string file = photos.Below("resize.onnx");
        OnnxFile.Export(new Sequential(new Shape(Height, Width, 3), new Rescaling(1)), file, anySize: true);
        (int Width, int Height)[] sizes = [(227, 227), (227, 151), (64, 48), (64, 100), (30, 48), (20, 31), (1, 1), (2, 400), (611, 3), (128, 96), (1023, 767)];
        byte[][] pictures = [.. sizes.Select(size => Texture(size.Width, size.Height))];

        IReadOnlyList<OnnxResult> results = OnnxRuntime.Run([.. sizes.Select((size, i) => OnnxJob.Of(file, pictures[i], 1, size.Height, size.Width, 3))]);

        Assert.All(sizes.Select((size, i) => (size, i)), item =>
        {
            ((int width, int height), int i) = item;
            byte[] ours = Resizer.Resize(new Image(width, height, 3, pictures[i]), Width, Height).Pixels.ToArray();
            Assert.Equal([1, Height, Width, 3], results[i].Shape);
            Assert.All(ours.Zip(results[i].Values), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1));
            Assert.InRange(ours.Zip(results[i].Values).Count(pair => pair.First != pair.Second), 0, ours.Length / 100);
        });
    }

    private static byte[] Texture(int width, int height)
    {
        var random = new Random(width);
        return [.. Enumerable.Range(0, width * height * 3).Select(i => (byte)Math.Clamp((40 * Math.Sin(i / 3 % width * 0.3)) + 128 + random.Next(-60, 61), 0, 255))];
    }
}
