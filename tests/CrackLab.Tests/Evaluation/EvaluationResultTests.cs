using System.Text.Json;
using CrackLab.Evaluation;
using CrackLab.Tests.Data;

namespace CrackLab.Tests.Evaluation;

public sealed class EvaluationResultTests
{
    private static readonly string[] Two = ["Negative", "Positive"];

    [Fact]
    public void ToJson_TwoClasses_HasTheContractKeysInOrder()
    {
        JsonElement json = Parse(Evaluator.Evaluate([0.9f, 0.1f], [1, 0], Two));

        Assert.Equal(
            [
                "count", "threshold", "average", "accuracy", "accuracyInterval", "balancedAccuracy",
                "balancedAccuracyInterval", "precision", "precisionInterval", "recall", "recallInterval", "f1",
                "f1Interval", "specificity", "specificityInterval", "auc", "aucInterval", "averagePrecision",
                "averagePrecisionInterval", "confusion", "perClass", "brier", "ece", "eceEqualWidth", "reliability",
            ],
            json.EnumerateObject().Select(property => property.Name),
            StringComparer.Ordinal);
        Assert.Equal(2, json.GetProperty("accuracyInterval").GetArrayLength());
        Assert.Equal("binary", json.GetProperty("average").GetString());
    }

    [Fact]
    public void ToJson_TwoClasses_NamesTheCellsAndGivesRowsByActual()
    {
        JsonElement confusion = Parse(Evaluator.Evaluate([0.9f, 0.2f, 0.6f, 0.7f, 0.1f, 0.3f], [1, 1, 0, 0, 0, 0], Two))
            .GetProperty("confusion");

        Assert.Equal(1, confusion.GetProperty("truePositive").GetInt32());
        Assert.Equal(2, confusion.GetProperty("falsePositive").GetInt32());
        Assert.Equal(2, confusion.GetProperty("trueNegative").GetInt32());
        Assert.Equal(1, confusion.GetProperty("falseNegative").GetInt32());
        Assert.Equal("[[2,2],[1,1]]", confusion.GetProperty("matrix").GetRawText().ReplaceLineEndings("").Replace(" ", ""));
        Assert.Equal("Positive", confusion.GetProperty("classes")[1].GetString());
    }

    [Fact]
    public void ToJson_UndefinedMetric_IsNullWithItsReason()
    {
        JsonElement json = Parse(Evaluator.Evaluate([0.1f], [0], Two));

        Assert.Equal(JsonValueKind.Null, json.GetProperty("auc").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("aucInterval").ValueKind);
        Assert.Equal("no image is of class 'Positive'", json.GetProperty("aucReason").GetString());
    }

    [Fact]
    public void ToJson_ThreeClasses_HasNoThreshold()
    {
        JsonElement json = Parse(Evaluator.Evaluate([1, 0, 0, 0, 1, 0, 0, 0, 1], [0, 1, 2], ["a", "b", "c"]));

        Assert.Equal(JsonValueKind.Null, json.GetProperty("threshold").ValueKind);
        Assert.False(json.GetProperty("confusion").TryGetProperty("truePositive", out _));
        Assert.Equal("b", json.GetProperty("perClass")[1].GetProperty("class").GetString());
    }

    [Fact]
    public void ToJson_Groups_AddsIntervalsBesideTheOldOnes()
    {
        JsonElement json = Parse(Evaluator.Evaluate([0.9f, 0.8f, 0.2f, 0.6f], [1, 1, 0, 0], Two, groups: ["a", "a", "b", "c"]));
        JsonElement plain = Parse(Evaluator.Evaluate([0.9f, 0.8f, 0.2f, 0.6f], [1, 1, 0, 0], Two));

        Assert.Equal(3, json.GetProperty("groups").GetInt32());
        foreach (string name in new[] { "accuracy", "precision", "recall", "f1", "auc" })
        {
            Assert.Equal(plain.GetProperty(name + "Interval").GetRawText(), json.GetProperty(name + "Interval").GetRawText());
            Assert.Equal(2, json.GetProperty(name + "GroupInterval").GetArrayLength());
            Assert.False(plain.TryGetProperty(name + "GroupInterval", out _));
        }
    }

    [Fact]
    public void ToJson_NotIndented_IsOneLine()
    {
        string json = Evaluator.Evaluate([0.9f, 0.1f], [1, 0], Two).ToJson(indented: false);

        Assert.DoesNotContain('\n', json);
    }

    [Fact]
    public void Interval_ThroughJson_ComesBack()
    {
        Interval interval = new(0.25, 0.75);

        Assert.Equal("[0.25,0.75]", JsonSerializer.Serialize(interval));
        Assert.Equal(interval, JsonSerializer.Deserialize<Interval>("[0.25,0.75]"));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Interval>("[0.25]"));
    }

    [Fact]
    public void MetricsFile_Write_HoldsTheSameJson()
    {
        using TestFolder folder = new();
        EvaluationResult result = Evaluator.Evaluate([0.9f, 0.1f], [1, 0], Two);

        MetricsFile.Write(folder["metrics.json"], result);

        Assert.Equal(result.ToJson() + "\n", File.ReadAllText(folder["metrics.json"]));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    private static JsonElement Parse(EvaluationResult result) => JsonDocument.Parse(result.ToJson()).RootElement;
}
