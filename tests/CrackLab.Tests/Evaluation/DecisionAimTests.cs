using CrackLab.Evaluation;

namespace CrackLab.Tests.Evaluation;

public sealed class DecisionAimTests
{
    [Theory]
    [InlineData("recall=0.99", AimKind.Recall, 0.99)]
    [InlineData("Precision=0.98", AimKind.Precision, 0.98)]
    [InlineData("youden", AimKind.Youden, null)]
    [InlineData("F1", AimKind.F1, null)]
    [InlineData("cautious", AimKind.Cautious, null)]
    [InlineData("threshold=0", AimKind.Threshold, 0.0)]
    public void Parse_Aim_ComesBackAsText(string text, AimKind kind, double? target)
    {
        DecisionAim aim = DecisionAim.Parse(text);

        Assert.Equal((kind, target), (aim.Kind, aim.Target));
        Assert.Equal(text.ToLowerInvariant(), aim.ToString());
        Assert.Equal(aim, DecisionAim.Parse(aim.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("recall")]
    [InlineData("recall=")]
    [InlineData("recall=0")]
    [InlineData("recall=1.01")]
    [InlineData("recall=NaN")]
    [InlineData("precision=-1")]
    [InlineData("youden=0.5")]
    [InlineData("threshold=2")]
    [InlineData("3")]
    [InlineData("recall,f1")]
    [InlineData("accuracy")]
    public void Parse_AnythingElse_NamesTheForms(string text) => Assert.Equal(
        $"Aim: expected cautious, recall=0..1, precision=0..1, youden, f1 or threshold=0..1, received '{text}'. Choose one of these, such as recall=0.99. (Parameter 'text')",
        Assert.Throws<ArgumentException>(() => DecisionAim.Parse(text)).Message);
}
