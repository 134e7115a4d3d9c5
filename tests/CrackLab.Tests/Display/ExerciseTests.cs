using CrackLab.Display;

namespace CrackLab.Tests.Display;

public sealed class ExerciseTests
{
    [Theory]
    [InlineData(true, "✓ One: right.")]
    [InlineData(false, "○ One: not yet. Look < again.")]
    public void Check_Answer_TellsWhetherItIsRight(bool isRight, string expected) =>
        Assert.Equal(expected, Exercise.Check("One", () => isRight, "Look < again.").ToString());

    [Fact]
    public void Check_CheckThatThrows_IsNotSolvedAndTellsWhy()
    {
        Exercise exercise = Exercise.Check("One", () => throw new FormatException("no number"), "Look.");

        Assert.False(exercise.IsSolved);
        Assert.Contains("FormatException: no number", exercise.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_Hint_IsEscaped() =>
        Assert.Contains("Look &lt; again.", Exercise.Check("One", () => false, "Look < again.").ToHtml(), StringComparison.Ordinal);
}
