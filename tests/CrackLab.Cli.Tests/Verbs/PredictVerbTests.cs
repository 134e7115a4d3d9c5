using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CrackLab.Imaging;
using CrackLab.Prediction;

namespace CrackLab.Cli.Tests.Verbs;

public sealed class PredictVerbTests(SampleFolder sample) : IClassFixture<SampleFolder>
{
    private string Photo => Path.Combine(sample.Data, "Positive", "00001.jpg");

    private string Broken => Path.Combine(sample.Data, "Positive", "broken-truncated.png");

    [Fact]
    public void Predict_Json_IsOneObjectALine()
    {
        CommandRun run = CommandRun.Of("predict", sample.Model, sample.Data, "--json");
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        JsonElement[] lines = [.. run.OutputLines.Select(line => JsonDocument.Parse(line).RootElement)];
        foreach (JsonElement line in lines)
        {
            string[] names = [.. line.EnumerateObject().Select(one => one.Name)];
            Assert.Equal(line.TryGetProperty("error", out _) ? ["path", "error"] : ["path", "label", "probability", "margin", "milliseconds"], names);
        }

        Assert.Equal(
            Directory.GetFiles(sample.Data, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".json", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            lines.Select(line => line.GetProperty("path").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal(
            sample.Manifest.Broken.Where(file => file.Status != "WrongExtension").Select(file => file.Path).Order(StringComparer.Ordinal),
            lines.Where(line => line.TryGetProperty("error", out _)).Select(line => Relative(line.GetProperty("path"))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Predict_BrokenPhotoAmongGoodOnes_GoesOn()
    {
        CommandRun run = CommandRun.Of("predict", sample.Model, Broken, Photo);
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        Assert.Equal(2, run.OutputLines.Length);
        Assert.StartsWith($"{Broken}  error     PNG: ", run.OutputLines[0]);
        Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(Photo)} +(Positive|Negative)  [01]\\.[0-9]{{4}}$", run.OutputLines[1]);
    }

    [Fact]
    public void Predict_NothingButBroken_FailsAfterNamingThem()
    {
        CommandRun run = CommandRun.Of("predict", sample.Model, Broken, "--json");
        Assert.Equal(Application.Failed, run.ExitCode);
        Assert.Contains("expected at least one photo", Assert.Single(run.ErrorLines));
        Assert.Equal(Broken, run.Json.GetProperty("path").GetString());
    }

    [Fact]
    public void Predict_Csv_HoldsTheSameRows()
    {
        string csv = sample.Below("out/predictions.csv");
        CommandRun run = CommandRun.Of("predict", sample.Model, Photo, Broken, "--csv", csv, "--json");
        Assert.Equal(Application.Done, run.ExitCode);
        JsonElement[] lines = [.. run.OutputLines.Select(line => JsonDocument.Parse(line).RootElement)];
        string probability = lines[0].GetProperty("probability").GetSingle().ToString(CultureInfo.InvariantCulture);
        string[] rows = File.ReadAllLines(csv);
        Assert.Equal(3, rows.Length);
        Assert.Equal("path,label,probability,margin,milliseconds,date_taken,latitude,longitude,altitude,model,error", rows[0]);
        string time = lines[0].GetProperty("milliseconds").GetDouble().ToString(CultureInfo.InvariantCulture);
        string margin = lines[0].GetProperty("margin").GetSingle().ToString(CultureInfo.InvariantCulture);
        string model = ModelFingerprint.Of(sample.Model);
        Assert.Equal($"{Photo},{lines[0].GetProperty("label").GetString()},{probability},{margin},{time},,,,,{model},", rows[1]);
        Assert.StartsWith($"{Broken},,,,,,,,,{model},", rows[2]);
        Assert.Contains("received the end of the file", rows[2]);
    }

    [Fact]
    public void Predict_CsvWhereNothingCanBeWritten_FailsBeforeTheWork()
    {
        Assert.Contains("expected a file that can be made", CommandRun.Of("predict", sample.Model, Photo, "--csv", sample.Data).FailedLine());
    }

    [Theory]
    [InlineData("0", "Positive")]
    [InlineData("1", "Negative")]
    public void Predict_Threshold_DecidesTheLabel(string threshold, string label)
    {
        CommandRun run = CommandRun.Of("predict", sample.Model, Photo, "--threshold", threshold, "--json", "--threads", "1");
        Assert.Equal(label, run.Json.GetProperty("label").GetString());
    }

    [Fact]
    public void Predict_Run_MeansItsBestModel()
    {
        string run = Directory.CreateDirectory(sample.Below("run/checkpoints")).Parent!.FullName;
        File.WriteAllText(Path.Combine(run, "run.json"), "{}");
        Assert.Contains("received one without", CommandRun.Of("predict", run, Photo).FailedLine());
        File.WriteAllText(Path.Combine(run, "checkpoints", "last.safetensors"), "no model");
        Assert.Contains("last.safetensors", CommandRun.Of("predict", run, Photo).FailedLine());
        File.Copy(sample.Model, Path.Combine(run, "checkpoints", "best.safetensors"));
        Assert.Equal(Application.Done, CommandRun.Of("predict", run, Photo).ExitCode);
    }

    [Fact]
    public void Predict_CutModel_FailsInOneLine()
    {
        string cut = sample.Below("cut.safetensors");
        byte[] whole = File.ReadAllBytes(sample.Model);
        File.WriteAllBytes(cut, whole[..(whole.Length / 2)]);
        string line = CommandRun.Of("predict", cut, Photo).FailedLine();
        Assert.StartsWith($"cracklab predict: {cut}", line);
        Assert.Contains("expected", line);
    }

    [Fact]
    public void Predict_MistypedModel_FailsInOneLine()
    {
        string missing = sample.Below("missing.safetensors");
        Assert.StartsWith($"cracklab predict: {missing}: expected a model file", CommandRun.Of("predict", missing, Photo).FailedLine());
    }

    [Fact]
    public void Predict_MistypedRun_FailsInOneLineAndTakesNoOtherModel()
    {
        string missing = sample.Below("rum"), empty = Directory.CreateDirectory(sample.Below("no run")).FullName;
        Assert.Contains($"{missing}: expected a model (.safetensors), the folder of a run, or photos, found nothing", Shipped(missing, Photo).FailedLine());
        Assert.Contains($"{empty}: expected the folder of a run, or of photos, received a folder that is neither", Shipped(empty, Photo).FailedLine());
    }

    [Fact]
    public void Predict_NoModelNamed_TakesTheOneThatComesAlong()
    {
        CommandRun run = Shipped(Photo, Broken), named = CommandRun.Of("predict", sample.Model, Photo, Broken);
        Assert.Equal((Application.Done, named.Output), (run.ExitCode, run.Output));
        Assert.Equal(Directory.GetFiles(sample.Data, "*.*g", SearchOption.AllDirectories).Length, Shipped(sample.Data).OutputLines.Count(line => line.Contains("g ")));
    }

    [Fact]
    public void Predict_ModelThatShouldComeAlongIsGone_FailsInOneLine()
    {
        CommandRun run = CommandRun.Of(["predict", Photo], Stream.Null, sample.Below("gone.safetensors"));
        Assert.Contains("gone.safetensors", run.FailedLine());
    }

    [Fact]
    public void Predict_MissingPhoto_FailsBeforeTheWork()
    {
        string missing = sample.Below("missing.jpg");
        Assert.Contains(missing, CommandRun.Of("predict", sample.Model, Photo, missing).FailedLine());
    }

    [Theory]
    [InlineData]
    [InlineData("--append", "photo.jpg")]
    [InlineData("-", "-")]
    public void Predict_WrongUsage_SaysSo(params string[] arguments) =>
        Assert.Contains(
            arguments.Length == 0 ? "expected photos, received none" : arguments[0] == "-" ? "expected standard input once" : "expected --csv FILE",
            CommandRun.Of(["predict", sample.Model, .. arguments]).UsageLine());

    [Fact]
    public void Predict_Pattern_GivesWhatItMatches()
    {
        CommandRun run = CommandRun.Of("predict", sample.Model, Path.Combine(sample.Data, "*", "0000?.jpg"), "--json");
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Equal(Directory.GetFiles(sample.Data, "0000?.jpg", SearchOption.AllDirectories).Length, run.OutputLines.Length);
        Assert.Contains("expected a pattern that matches photos", CommandRun.Of("predict", sample.Model, Path.Combine(sample.Data, "*.none")).FailedLine());
    }

    [Fact]
    public void Predict_PathsOnInput_AreLookedAtAndMissingOnesReported()
    {
        string missing = sample.Below("missing.jpg");
        CommandRun run = Input(Encoding.UTF8.GetBytes($"{Photo}\n{missing}\n{Broken}\n"), "--json", "-");
        Assert.Equal(Application.Done, run.ExitCode);
        JsonElement[] lines = [.. run.OutputLines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal([Photo, missing, Broken], lines.Select(line => line.GetProperty("path").GetString()));
        Assert.Equal("expected a file, found nothing", lines[1].GetProperty("error").GetString());
    }

    [Fact]
    public void Predict_PictureOnInputBetweenFiles_IsOnePhoto()
    {
        CommandRun run = Input(File.ReadAllBytes(Photo), Photo, "-", Photo, "--json");
        JsonElement[] lines = [.. run.OutputLines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal([Photo, "-", Photo], lines.Select(line => line.GetProperty("path").GetString()));
        Assert.Single(lines.Select(line => line.GetProperty("probability").GetSingle()).Distinct());
    }

    [Fact]
    public void Predict_NothingOnInput_FailsInOneLine() =>
        Assert.Contains("standard input: expected paths of photos or a picture", Input([], "-").FailedLine());

    [Fact]
    public void Predict_PicturesOfEveryKind_AreLookedAt()
    {
        string folder = Directory.CreateDirectory(sample.Below("kinds")).FullName;
        Image image = ImageDecoder.Decode(File.ReadAllBytes(Photo));
        byte[] grey = [.. Enumerable.Range(0, image.Width * image.Height).Select(i => image.Pixels[3 * i])];
        File.WriteAllBytes(Path.Combine(folder, "grey.png"), PngEncoder.Encode(new Image(image.Width, image.Height, 1, grey)));
        File.WriteAllBytes(Path.Combine(folder, "one pixel.png"), PngEncoder.Encode(new Image(1, 1)));
        File.WriteAllBytes(Path.Combine(folder, "wide.jpg"), JpegEncoder.Encode(new Image(5000, 3)));
        File.WriteAllBytes(Path.Combine(folder, "large.jpg"), JpegEncoder.Encode(new Image(3000, 2000)));
        File.WriteAllBytes(Path.Combine(folder, "alpha.png"), PngEncoder.Encode(new Image(9, 9, 4)));
        File.WriteAllBytes(Path.Combine(folder, "sixteen.png"), SixteenBits());
        File.WriteAllText(Path.Combine(folder, "empty.jpg"), "");
        Directory.CreateDirectory(Path.Combine(folder, "folder.jpg"));
        CommandRun run = CommandRun.Of("predict", sample.Model, folder, "--json");
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Equal(
            ["alpha.png", "empty.jpg!", "grey.png", "large.jpg", "one pixel.png", "sixteen.png", "wide.jpg"],
            run.OutputLines.Select(line => JsonDocument.Parse(line).RootElement)
                .Select(line => Path.GetFileName(line.GetProperty("path").GetString()) + (line.TryGetProperty("error", out _) ? "!" : "")));
    }

    [Fact]
    public void Predict_NameThatSteersTerminals_IsMadeHarmlessInText()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows allows no such name.");
        string photo = Path.Combine(Directory.CreateDirectory(sample.Below("names")).FullName, "new\nline \u001B[31m.jpg");
        File.Copy(Photo, photo);
        Assert.Contains("new\uFFFDline \uFFFD[31m.jpg  ", Assert.Single(CommandRun.Of("predict", sample.Model, photo).OutputLines));
        Assert.Equal(photo, CommandRun.Of("predict", sample.Model, photo, "--json").Json.GetProperty("path").GetString());
    }

    [Fact]
    public void Predict_NameThatBeginsWithAnAt_IsAPhoto()
    {
        string photo = Path.Combine(Directory.CreateDirectory(sample.Below("at")).FullName, "x.jpg");
        File.Copy(Photo, photo);
        Assert.Contains("@missing.jpg: expected a file or folder", CommandRun.Of("predict", sample.Model, "@missing.jpg").FailedLine());
    }

    [Fact]
    public void Predict_FolderWithoutPhotos_FailsInOneLine()
    {
        string empty = Directory.CreateDirectory(sample.Below("nothing")).FullName;
        Assert.Contains("expected photos", CommandRun.Of("predict", sample.Model, empty).FailedLine());
    }

    private CommandRun Shipped(params string[] arguments) =>
        CommandRun.Of(["predict", .. arguments], Stream.Null, sample.Model);

    private CommandRun Input(byte[] bytes, params string[] arguments) =>
        CommandRun.Of(["predict", sample.Model, .. arguments], new MemoryStream(bytes));

    /// <summary>A PNG of 2x1 grey pixels of 16 bits, put together by hand.</summary>
    private static byte[] SixteenBits()
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) stream.Write([0, 0x12, 0x34, 0xAB, 0xCD]);
        return
        [
            0x89, .. "PNG\r\n\u001A\n"u8,
            .. Chunk("IHDR", [0, 0, 0, 2, 0, 0, 0, 1, 16, 0, 0, 0, 0]), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", []),
        ];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] chunk = [0, 0, 0, (byte)data.Length, .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];
        uint checksum = uint.MaxValue;
        foreach (byte value in chunk[4..^4])
        {
            checksum ^= value;
            for (int bit = 0; bit < 8; bit++) checksum = (checksum >> 1) ^ (0xEDB88320 & (0 - (checksum & 1)));
        }

        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), ~checksum);
        return chunk;
    }

    private string Relative(JsonElement path) => Path.GetRelativePath(sample.Data, path.GetString()!).Replace('\\', '/');
}
