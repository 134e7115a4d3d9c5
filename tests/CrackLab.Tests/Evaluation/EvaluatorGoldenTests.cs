using System.Text.Json;
using CrackLab.Evaluation;

namespace CrackLab.Tests.Evaluation;

/// <summary>Figures from metrics_golden.py, which computes them another way.</summary>
public sealed class EvaluatorGoldenTests
{
    private const double Tolerance = 1e-9;

    [Theory]
    [InlineData("ties")]
    [InlineData("fine")]
    [InlineData("perfect")]
    [InlineData("four")]
    public void Evaluate_GoldenCase_AgreesWithTheScript(string name)
    {
        JsonElement golden = Case(name);
        EvaluationResult result = Evaluator.Evaluate(
            golden.GetProperty("probabilities").Deserialize<float[]>(),
            golden.GetProperty("labels").Deserialize<int[]>(),
            golden.GetProperty("classes").Deserialize<string[]>()!,
            golden.GetProperty("threshold").GetDouble());
        JsonElement actual = JsonDocument.Parse(result.ToJson()).RootElement;

        int figures = 0;
        foreach (JsonProperty figure in golden.GetProperty("figures").EnumerateObject())
        {
            JsonElement interval = actual.GetProperty(figure.Name + "Interval");
            Assert.Equal(figure.Value[0].GetDouble(), actual.GetProperty(figure.Name).GetDouble(), Tolerance);
            Assert.Equal(figure.Value[1][0].GetDouble(), interval[0].GetDouble(), Tolerance);
            Assert.Equal(figure.Value[1][1].GetDouble(), interval[1].GetDouble(), Tolerance);
            figures++;
        }
        Assert.Equal(8, figures);
    }

    private static JsonElement Case(string name)
    {
        using Stream stream = typeof(EvaluatorGoldenTests).Assembly
            .GetManifestResourceStream(typeof(EvaluatorGoldenTests), "metrics_golden.json")!;
        return JsonDocument.Parse(stream).RootElement.EnumerateArray()
            .Single(item => string.Equals(item.GetProperty("name").GetString(), name, StringComparison.Ordinal));
    }
}
