using System.Text.Json.Nodes;
using CrackLab.Data;
using CrackLab.Experiments;

namespace CrackLab.Tests.Experiments;

public sealed class HyperParametersJsonTests
{
    private static readonly HyperParameters Usual = new();

    [Theory]
    [InlineData("model=seed", "model", "\"seed\"")]
    [InlineData("size=64", "size", "64")]
    [InlineData("epochs=3", "epochs", "3")]
    [InlineData("learningRate=0.01", "learningRate", "0.01")]
    [InlineData("learningRate=5e-4", "learningRate", "0.0005")]
    [InlineData("learningRate=1e-30", "learningRate", "1E-30")]
    [InlineData("horizontalFlip=false", "horizontalFlip", "false")]
    [InlineData("quarterTurns=False", "quarterTurns", "false")]
    [InlineData("optimizer=sgd", "optimizer", "\"sgd\"")]
    [InlineData("optimizer=AdamW", "optimizer", "\"adamW\"")]
    [InlineData("schedule=cosine", "schedule", "\"cosine\"")]
    [InlineData("monitor=validationAccuracy", "monitor", "\"validationAccuracy\"")]
    [InlineData("keepTogether=none", "keepTogether", "\"none\"")]
    [InlineData("Batch_Size=7", "batchSize", "7")]
    [InlineData("BATCH-SIZE=7", "batchSize", "7")]
    public void With_EachKindOfSetting_ChangesItAlone(string assignment, string name, string value)
    {
        JsonObject expected = HyperParametersJson.Write(Usual);
        expected[name] = JsonNode.Parse(value);
        JsonObject changed = HyperParametersJson.Write(HyperParametersJson.With(Usual, assignment));
        Assert.True(JsonNode.DeepEquals(expected, changed), changed.ToJsonString());
    }

    [Fact]
    public void With_EverySettingAtItsValue_ChangesNothing()
    {
        foreach ((string name, JsonNode? value) in HyperParametersJson.Write(Usual))
        {
            Assert.Equal(Usual, HyperParametersJson.With(Usual, $"{name}={value}"));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("epochs")]
    [InlineData("=3")]
    [InlineData("epoch=3")]
    public void With_NoSuchSetting_NamesThemAll(string assignment)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => HyperParametersJson.With(Usual, assignment));
        Assert.StartsWith($"Setting '{assignment}': expected NAME=VALUE with one of model, size, epochs, batchSize, ", error.Message);
    }

    [Theory]
    [InlineData("epochs=many", "Setting 'epochs': expected a number, received 'many'.")]
    [InlineData("epochs=1.5", "Setting 'epochs': expected a whole number, received '1.5'.")]
    [InlineData("seed=99999999999", "Setting 'seed': expected a whole number, received '99999999999'.")]
    [InlineData("epochs=", "Setting 'epochs': expected a number, received ''.")]
    [InlineData("learningRate=NaN", "Setting 'learningRate': expected a number, received 'NaN'.")]
    [InlineData("learningRate=1e999", "Setting 'learningRate': expected a number, received '1e999'.")]
    [InlineData("verticalFlip=1", "Setting 'verticalFlip': expected true or false, received '1'.")]
    [InlineData("optimizer=lion", "Setting 'optimizer': expected adam, adamW or sgd, received 'lion'.")]
    [InlineData("optimizer=0", "Setting 'optimizer': expected adam, adamW or sgd, received '0'.")]
    [InlineData("optimizer=adam,sgd", "Setting 'optimizer': expected adam, adamW or sgd, received 'adam,sgd'.")]
    [InlineData("monitor=loss", "Setting 'monitor': expected validationLoss or validationAccuracy, received 'loss'.")]
    public void With_WrongValue_SaysWhatFits(string assignment, string line)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => HyperParametersJson.With(Usual, assignment));
        Assert.StartsWith(line, error.Message);
    }

    [Fact]
    public void Read_WhatWriteGave_IsTheSame()
    {
        var settings = new HyperParameters { Model = "a.json", LearningRate = 1.0 / 3, KeepTogether = Grouping.Photo, Optimizer = OptimizerKind.Sgd };
        Assert.Equal(settings, HyperParametersJson.Read(HyperParametersJson.Write(settings), "run.json"));
    }

    [Theory]
    [InlineData("warmup", "3")]
    [InlineData("epochs", "\"three\"")]
    public void Read_UnknownOrWrong_NamesTheFile(string name, string value)
    {
        JsonObject json = HyperParametersJson.Write(Usual);
        json[name] = JsonNode.Parse(value);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => HyperParametersJson.Read(json, "old/run.json"));
        Assert.StartsWith("old/run.json: expected settings that this version knows, received others: ", error.Message);
    }
}
