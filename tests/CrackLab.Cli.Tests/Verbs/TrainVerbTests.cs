using System.Text.Json;
using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Tracking;

namespace CrackLab.Cli.Tests.Verbs;

public sealed class TrainVerbTests(RunOfPhotos photos) : IClassFixture<RunOfPhotos>
{
    [Fact]
    public void Train_Done_TellsEpochsFiguresAndFiles()
    {
        CommandRun run = photos.Trained;
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        Assert.Contains("files cannot be used and are left out", run.OutputLines[0]);
        string[] epochs = [.. run.OutputLines.Where(line => line.StartsWith("Epoch ", StringComparison.Ordinal))];
        Assert.Equal(3, epochs.Length);
        Assert.All(epochs, line => Assert.Matches(
            @"^Epoch [123]/3  \d+\.\d s  \d+ images/s  loss \d\.\d{4}  accuracy [01]\.\d{4}  val_loss \d+\.\d{4}  val_accuracy [01]\.\d{4}(  best)?$", line));
        Assert.Contains(run.OutputLines, line => line.StartsWith("  accuracy ", StringComparison.Ordinal));
        Assert.Equal($"Report  {Path.Combine(photos.Run, "report.html")}", run.OutputLines[^1]);
    }

    [Fact]
    public void Train_Json_IsOneObject()
    {
        string folder = photos.Below("json");
        CommandRun run = photos.Train(folder, "--json");
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        Assert.Equal(
            ["run", "epochs", "bestEpoch", "interrupted", "stopReason", "metrics"],
            run.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(folder, run.Json.GetProperty("run").GetString());
        Assert.Equal(3, run.Json.GetProperty("epochs").GetInt32());
        Assert.False(run.Json.GetProperty("interrupted").GetBoolean());
        JsonElement written = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "metrics.json"))).RootElement;
        Assert.True(JsonElement.DeepEquals(written, run.Json.GetProperty("metrics")));
    }

    [Fact]
    public void Train_RunJson_HasTheCommandLine()
    {
        JsonElement record = JsonDocument.Parse(File.ReadAllText(Path.Combine(photos.Run, "run.json"))).RootElement;
        Assert.Equal($"cracklab {string.Join(' ', photos.TrainArguments(photos.Run))}", record.GetProperty("command").GetString());
    }

    [Fact]
    public void Train_Set_ChangesAnySetting()
    {
        string folder = photos.Below("set");
        Assert.Equal(Application.Done, photos.Train(folder, "--set", "learning-rate=0.001", "--set", "optimizer=sgd", "--seed", "7", "--threads", "1").ExitCode);
        JsonElement settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "run.json"))).RootElement.GetProperty("settings");
        Assert.Equal(0.001, settings.GetProperty("learningRate").GetDouble());
        Assert.Equal("sgd", settings.GetProperty("optimizer").GetString());
        Assert.Equal(7, settings.GetProperty("seed").GetInt32());
    }

    [Theory]
    [InlineData("train: --epochs: expected a whole number from 1 to 100000, received '0'.", "--epochs", "0")]
    [InlineData("train: --size: expected a whole number from 16 to 4096, received 'big'.", "--size", "big")]
    [InlineData("train: --threads: expected a whole number from 1 to 1024, received '-1'.", "--threads", "-1")]
    public void Train_WrongOption_IsWrongUsage(string line, params string[] options)
    {
        Assert.Equal($"cracklab {line}", CommandRun.Of(["train", photos.Data, "--out", photos.Below("wrong"), .. options]).UsageLine());
        Assert.False(Directory.Exists(photos.Below("wrong")));
    }

    [Theory]
    [InlineData("Setting 'epoch=1': expected NAME=VALUE with one of model, size", "--set", "epoch=1")]
    [InlineData("Setting 'optimizer': expected adam, adamW or sgd, received 'lion'", "--set", "optimizer=lion")]
    [InlineData("--resume: expected --out RUN as well", "--resume")]
    public void Train_WrongSettingOrNoRunToResume_IsWrongUsage(string reason, params string[] options) =>
        Assert.Contains(reason, CommandRun.Of(["train", photos.Data, .. options]).UsageLine());

    [Fact]
    public void Train_Aim_StandsInModelAndSettings()
    {
        string folder = photos.Below("aim");
        CommandRun run = photos.Train(folder, "--aim", "threshold=0.25", "--epochs", "1");
        Assert.Contains(run.OutputLines, line => line.StartsWith("On the validation part: ", StringComparison.Ordinal) && line.Contains("aim threshold=0.25: threshold 0.25", StringComparison.Ordinal));
        ModelMetadata metadata = Sequential.Load(Path.Combine(folder, "model.safetensors")).Metadata;
        Assert.Equal((0.25, "threshold=0.25"), (metadata.Threshold, metadata.Aim));
        JsonElement settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "run.json"))).RootElement.GetProperty("settings");
        Assert.Equal("threshold=0.25", settings.GetProperty("aim").GetString());
    }

    [Fact]
    public void Train_Folds_JudgesEachImageOnceAndSumsUp()
    {
        string folder = photos.Below("folds");
        JsonElement json = photos.Train(folder, "--folds", "3", "--epochs", "1", "--json").Json;
        Assert.Equal(3, json.GetProperty("folds").GetArrayLength());
        double[] values = [.. json.GetProperty("folds").EnumerateArray().Select(fold => fold.GetProperty("metrics").GetProperty("accuracy").GetDouble())];
        JsonElement accuracy = json.GetProperty("metrics").GetProperty("accuracy");
        Assert.Equal(values.Average(), accuracy.GetProperty("mean").GetDouble(), 1e-12);
        Assert.Equal(values, accuracy.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()));
        Assert.True(JsonElement.DeepEquals(json, JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "folds.json"))).RootElement));

        List<Sample> judged = [];
        for (int fold = 1; fold <= 3; fold++)
        {
            RunFolder run = RunFolder.Open(Path.Combine(folder, $"fold-{fold}"));
            DataSplit split = DataSplit.ReadCsv(run.SplitFile, photos.Data);
            Assert.Empty(split.Test.Samples.Select(sample => sample.Group).Intersect(split.Train.Samples.Concat(split.Validation.Samples).Select(sample => sample.Group)));
            Assert.True(File.Exists(run.ReportFile));
            judged.AddRange(split.Test.Samples);
        }

        Assert.Equal(DataSplit.ReadCsv(Path.Combine(photos.Run, "split.csv"), photos.Data).All.Samples.Select(sample => sample.Path), judged.Select(sample => sample.Path).Order(StringComparer.Ordinal));
        Assert.Contains("fold 3", string.Join('\n', photos.Train(folder, "--folds", "3", "--epochs", "1", "--resume").OutputLines));
        Assert.Contains("expected the number of folds that it began with", photos.Train(folder, "--folds", "2", "--epochs", "1", "--resume").ErrorLines[0]);
        Assert.Contains("expected a new or empty folder", photos.Train(folder, "--folds", "3").FailedLine());
    }

    [Fact]
    public void Train_SplitOfAnotherRun_GivesTheSameModel()
    {
        string split = Path.Combine(photos.Run, "split.csv"), folder = photos.Below("split");
        CommandRun run = photos.Train(folder, "--split", split);

        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Contains(run.OutputLines, line => line.Contains("images as split.csv says: ", StringComparison.Ordinal) && line.EndsWith("; 0 left out.", StringComparison.Ordinal));
        Assert.Equal(File.ReadAllText(split), File.ReadAllText(Path.Combine(folder, "split.csv")));
        Assert.Equal(
            Sequential.Load(Path.Combine(photos.Run, "model.safetensors")).Parameters.SelectMany(parameter => parameter.Values.ToArray()),
            Sequential.Load(Path.Combine(folder, "model.safetensors")).Parameters.SelectMany(parameter => parameter.Values.ToArray()));
        JsonElement dataset = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "run.json"))).RootElement.GetProperty("dataset");
        Assert.Equal(Path.GetFullPath(split), dataset.GetProperty("split").GetProperty("file").GetString());
        Assert.Contains("expected the split that the run began with, drawn from the seed", photos.Train(photos.Run, "--resume", "--split", split).FailedLine(), StringComparison.Ordinal);
        Assert.Contains("--split: expected no --limit beside it", CommandRun.Of(photos.TrainArguments(folder, "--split", split, "--limit", "9")).UsageLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void Train_NoFolder_IsWrongUsage() => CommandRun.Of("train").UsageLine();

    [Theory]
    [InlineData("expected cracknet, seed or a .json file, received 'resnet'", "--model", "resnet")]
    [InlineData("missing.json: expected an architecture in JSON, received no file", "--model", "missing.json")]
    [InlineData("Aim: expected cautious, recall=0..1", "--set", "aim=best")]
    [InlineData("Setting 'aim': expected a validation part to choose the threshold on, received none for f1", "--aim", "f1", "--set", "validationPart=0", "--set", "trainPart=0.9")]
    [InlineData("missing.csv", "--groups", "missing.csv")]
    [InlineData("'Crack'", "--positive", "Crack")]
    [InlineData("Setting 'learningRate': expected a number above 0, received -1", "--set", "learningRate=-1")]
    [InlineData("expected three fractions from 0 to 1 that sum to 1", "--set", "testPart=0.5")]
    public void Train_WhatCannotBeDone_IsOneLineAndNoFolder(string reason, params string[] options)
    {
        string folder = photos.Below("impossible");
        CommandRun run = CommandRun.Of(["train", photos.Data, "--out", folder, .. options]);
        Assert.Equal(Application.Failed, run.ExitCode);
        string line = Assert.Single(run.ErrorLines);
        Assert.StartsWith("cracklab train: ", line);
        Assert.Contains(reason, line);
        Assert.DoesNotContain("fault in cracklab", line);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Train_NoSuchData_IsOneLine()
    {
        string line = CommandRun.Of("train", photos.Below("missing"), "--out", photos.Below("no-data")).FailedLine();
        Assert.Contains("expected a folder with one subfolder a class, received a path that does not exist", line);
        Assert.False(Directory.Exists(photos.Below("no-data")));
    }

    [Fact]
    public void Train_FolderTaken_IsOneLineAndLeavesItAlone()
    {
        string record = Path.Combine(photos.Run, "run.json");
        string before = File.ReadAllText(record);
        Assert.Contains("expected a new or empty folder for the run", photos.Train(photos.Run).FailedLine());
        Assert.Equal(before, File.ReadAllText(record));
    }

    [Fact]
    public void Train_CancelledBeforeTheDataAreRead_LeavesNothing()
    {
        string folder = photos.Below("cancelled");
        CommandRun run = CommandRun.Of(new CancellationToken(canceled: true), photos.TrainArguments(folder));
        Assert.Equal("cracklab train: stopped before the end, as asked.", run.FailedLine());
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Train_ResumeFinishedRun_GivesTheSameFigures()
    {
        string folder = photos.Below("twice");
        CommandRun first = photos.Train(folder, "--json");
        CommandRun second = CommandRun.Of("train", photos.Data, "--out", folder, "--resume", "--json");
        Assert.Equal(Application.Done, second.ExitCode);
        Assert.True(JsonElement.DeepEquals(first.Json, second.Json));
    }

    [Fact]
    public void Train_ResumeWithAnotherSetting_IsOneLine()
    {
        string line = photos.Train(photos.Run, "--resume", "--seed", "1").FailedLine();
        Assert.Equal(
            $"cracklab train: {photos.Run}: expected the settings that the run began with, received 'seed=1'. Leave that out, or start a new run.", line);
    }
}
