using System.Text.Json;
using CrackLab.Data;
using CrackLab.Data.Synthetic;
using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;
using CrackLab.Evaluation;
using CrackLab.Tracking;

namespace CrackLab.Cli.Tests.Verbs;

public sealed class EvaluateVerbTests(RunOfPhotos photos) : IClassFixture<RunOfPhotos>
{
    private string Model => Path.Combine(photos.Run, "model.safetensors");

    private double Threshold => Sequential.Load(Model).Metadata.Threshold;

    [Fact]
    public void Evaluate_Json_IsWhatTheRunWroteWithTheContractsKeys()
    {
        CommandRun run = CommandRun.Of("evaluate", photos.Run, "--json");
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        foreach (string metric in new[] { "accuracy", "precision", "recall", "f1", "auc" })
        {
            Assert.True(run.Json.TryGetProperty(metric, out _), metric);
            Assert.True(run.Json.TryGetProperty(metric + "Interval", out _), metric);
        }

        Assert.Equal(JsonValueKind.Object, run.Json.GetProperty("confusion").ValueKind);
        Assert.Equal(Threshold, run.Json.GetProperty("threshold").GetDouble());
        Assert.Equal(
            File.ReadAllText(Path.Combine(photos.Run, "metrics.json")).ReplaceLineEndings(), run.Output.ReplaceLineEndings());
    }

    [Fact]
    public void Evaluate_Text_HasEachFigureAndTheMatrix()
    {
        CommandRun run = CommandRun.Of("evaluate", photos.Run);
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Matches(@"^\d+ images, threshold 0(\.\d+)? \(aim: cautious\)$", run.OutputLines[0]);
        foreach (string name in new[] { "accuracy", "precision", "recall", "f1", "specificity", "auc", "average precision" })
        {
            Assert.Contains(run.OutputLines, line => line.StartsWith($"  {name} ", StringComparison.Ordinal));
        }

        Assert.Contains("called Negative", run.OutputLines[^3]);
        Assert.StartsWith("  Positive", run.OutputLines[^1]);
    }

    [Theory]
    [InlineData("auto", null)]
    [InlineData("0.3", 0.3)]
    [InlineData("0", 0.0)]
    [InlineData("1", 1.0)]
    public void Evaluate_Threshold_IsTaken(string text, double? threshold)
    {
        CommandRun run = CommandRun.Of("evaluate", photos.Run, "--threshold", text, "--json");
        Assert.Equal(threshold ?? Threshold, run.Json.GetProperty("threshold").GetDouble());
        int positive = run.Json.GetProperty("confusion").GetProperty("truePositive").GetInt32()
            + run.Json.GetProperty("confusion").GetProperty("falsePositive").GetInt32();
        Assert.True(threshold > 0 || positive == run.Json.GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("recall=0.5")]
    [InlineData("youden")]
    [InlineData("threshold=0.25")]
    public void Evaluate_Aim_IsChosenOnTheValidationPart(string aim)
    {
        CommandRun run = CommandRun.Of("evaluate", photos.Run, "--aim", aim, "--json");
        Assert.Equal(aim, run.Json.GetProperty("aim").GetString());
        RunFolder folder = RunFolder.Open(photos.Run);
        DataSplit split = DataSplit.ReadCsv(folder.SplitFile, photos.Data);
        ThresholdChoice choice = SetEvaluator.Evaluate(Sequential.Load(Model), split.Validation).Choose(DecisionAim.Parse(aim));
        Assert.Equal(choice.Threshold, run.Json.GetProperty("threshold").GetDouble());
        Assert.Equal(split.Test.Count, run.Json.GetProperty("count").GetInt32());
    }

    [Fact]
    public void Evaluate_AimAndModelFile_IsOneLine() => Assert.Equal(
        $"cracklab evaluate: {Model}: expected the folder of a run, which has a validation part, received a model file. Give --threshold instead of --aim.",
        CommandRun.Of("evaluate", Model, "--data", photos.Data, "--aim", "f1").FailedLine());

    [Theory]
    [InlineData("--aim: Aim: expected cautious, recall=0..1", "--aim", "recall")]
    [InlineData("--aim: expected no --threshold and no --calibrate beside it", "--aim", "f1", "--threshold", "0.5")]
    [InlineData("--against: expected no --calibrate beside it", "--against", "other", "--data", "d", "--calibrate", "10")]
    public void Evaluate_OptionsThatDoNotFit_AreWrongUsage(string reason, params string[] options) =>
        Assert.Contains(reason, CommandRun.Of(["evaluate", photos.Run, .. options]).UsageLine());

    [Theory]
    [InlineData("--aim", "f1")]
    [InlineData("--threshold", "0.3")]
    public void Evaluate_ThresholdForThreeClasses_IsOneLine(string option, string value)
    {
        string file = Path.Combine(photos.Run, "three.safetensors");
        new Sequential(new GlobalAveragePooling2D(), new Dense(3, Activation.Softmax)) { Metadata = new ModelMetadata { Classes = ["a", "b", "c"] } }
            .Build(new Shape(8, 8, 3)).Save(file);

        Assert.Equal(
            $"cracklab evaluate: {file}: expected a model of two classes for --aim or --threshold, received one of 3. Leave the option out: of more than two classes the most probable one is taken.",
            CommandRun.Of("evaluate", file, "--data", photos.Data, option, value).FailedLine());
    }

    [Fact]
    public void Evaluate_AgainstItself_FindsNoDifference()
    {
        CommandRun run = CommandRun.Of("evaluate", photos.Run, "--against", Model);
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Contains(run.OutputLines, line => line.Contains("McNemar's test: exact p 1.0000, mid-p 1.0000", StringComparison.Ordinal));
        Assert.Contains("  Both models are right and wrong on the same pictures.", run.OutputLines);
    }

    [Fact]
    public void Evaluate_AgainstAnotherModel_CountsTheImagesThatDivideThem()
    {
        string other = photos.Below("constant.safetensors");
        Sequential model = Sequential.Load(Model);
        model.Parameters.First(parameter => parameter.Name == "dense/kernel").Values.Clear();
        model.Parameters.First(parameter => parameter.Name == "dense/bias").Values.Fill(-9);
        model.Save(other);

        JsonElement json = CommandRun.Of("evaluate", photos.Run, "--against", other, "--json").Json;
        JsonElement against = json.GetProperty("against");
        int[] counts = [.. new[] { "bothRight", "onlyFirst", "onlySecond", "bothWrong" }.Select(name => against.GetProperty(name).GetInt32())];
        Assert.Equal(json.GetProperty("count").GetInt32(), counts.Sum());
        Assert.Equal(json.GetProperty("confusion").GetProperty("truePositive").GetInt32(), counts[1]);
        Assert.Equal(json.GetProperty("confusion").GetProperty("falsePositive").GetInt32(), counts[2]);
        Assert.Equal(0, against.GetProperty("metrics").GetProperty("recall").GetDouble());
        Assert.Equal(McNemarTest.MidP(counts[1], counts[2]), against.GetProperty("midP").GetDouble());
    }

    [Theory]
    [InlineData("2")]
    [InlineData("-0.1")]
    [InlineData("NaN")]
    [InlineData("half")]
    public void Evaluate_ThresholdOutOfRange_IsWrongUsage(string text) => Assert.Equal(
        $"cracklab evaluate: --threshold: expected auto or a number from 0 to 1, received '{text}'.",
        CommandRun.Of("evaluate", photos.Run, "--threshold", text).UsageLine());

    [Fact]
    public void Evaluate_ModelWithoutData_AsksForIt() => Assert.Equal(
        $"cracklab evaluate: {Model}: expected --data DIR with a model file, received none. Name a labelled folder to judge on.",
        CommandRun.Of("evaluate", Model).FailedLine());

    [Fact]
    public void Evaluate_ModelOrRunWithData_JudgesOnAllHealthyFiles()
    {
        CommandRun model = CommandRun.Of("evaluate", Model, "--data", photos.Data, "--json");
        Assert.Equal(Application.Done, model.ExitCode);
        Assert.InRange(model.Json.GetProperty("count").GetInt32(), 40, 50);
        Assert.Equal(model.Output, CommandRun.Of("evaluate", photos.Run, "--data", photos.Data, "--json").Output);
    }

    [Fact]
    public void Evaluate_FolderOfOtherClasses_NamesThem()
    {
        string other = photos.Below("other-classes");
        SyntheticConcrete.WriteFolder(other, new SyntheticFolderOptions { Count = 4, Size = 48, Broken = false });
        Directory.Move(Path.Combine(other, "Positive"), Path.Combine(other, "Cracked"));
        Assert.Contains(
            "expected the model's classes Negative, Positive, received Cracked, Negative",
            CommandRun.Of("evaluate", Model, "--data", other).FailedLine().Replace("received Negative, Cracked", "received Cracked, Negative", StringComparison.Ordinal));
    }

    [Fact]
    public void Evaluate_FolderOfBrokenFilesOnly_IsOneLine()
    {
        string broken = photos.Below("only-broken");
        foreach (string name in new[] { "Positive", "Negative" })
        {
            Directory.CreateDirectory(Path.Combine(broken, name));
            File.WriteAllText(Path.Combine(broken, name, "1.png"), "no picture");
        }

        string line = CommandRun.Of("evaluate", Model, "--data", broken).FailedLine();
        Assert.DoesNotContain("fault in cracklab", line);
        Assert.Contains(broken, line);
    }

    [Theory]
    [InlineData("missing", "expected a model file or the folder of a run, received a path that does not exist")]
    [InlineData("photos", "expected the folder of a run, received one without run.json")]
    public void Evaluate_NoSuchRun_IsOneLine(string name, string reason) =>
        Assert.Contains(reason, CommandRun.Of("evaluate", photos.Below(name)).FailedLine());

    [Fact]
    public void Evaluate_ModelCutShort_IsOneLine()
    {
        string cut = photos.Below("cut.safetensors");
        File.WriteAllBytes(cut, File.ReadAllBytes(Model)[..^1000]);
        Assert.StartsWith($"cracklab evaluate: {cut}", CommandRun.Of("evaluate", cut, "--data", photos.Data).FailedLine());
    }
}
