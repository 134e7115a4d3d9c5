using System.Globalization;
using System.Text.Json;

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
            Assert.Equal(line.TryGetProperty("error", out _) ? ["path", "error"] : ["path", "label", "probability"], names);
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
        Assert.Equal("path,label,probability,error", rows[0]);
        Assert.Equal($"{Photo},{lines[0].GetProperty("label").GetString()},{probability},", rows[1]);
        Assert.StartsWith($"{Broken},,,", rows[2]);
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

    [Theory]
    [InlineData("missing.safetensors")]
    [InlineData("data")]
    public void Predict_NoModel_FailsInOneLine(string name)
    {
        Assert.Contains(sample.Below(name), CommandRun.Of("predict", sample.Below(name), Photo).FailedLine());
    }

    [Fact]
    public void Predict_MissingPhoto_FailsBeforeTheWork()
    {
        string missing = sample.Below("missing.jpg");
        Assert.Contains(missing, CommandRun.Of("predict", sample.Model, Photo, missing).FailedLine());
    }

    [Fact]
    public void Predict_FolderWithoutPhotos_FailsInOneLine()
    {
        string empty = Directory.CreateDirectory(sample.Below("nothing")).FullName;
        Assert.Contains("expected photos", CommandRun.Of("predict", sample.Model, empty).FailedLine());
    }

    private string Relative(JsonElement path) => Path.GetRelativePath(sample.Data, path.GetString()!).Replace('\\', '/');
}
