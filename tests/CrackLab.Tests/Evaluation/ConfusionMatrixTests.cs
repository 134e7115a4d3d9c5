using CrackLab.Evaluation;

namespace CrackLab.Tests.Evaluation;

public sealed class ConfusionMatrixTests
{
    private static readonly string[] Classes = ["a", "b", "c"];

    [Fact]
    public void Count_Labels_FillsRowsByActual()
    {
        ConfusionMatrix matrix = ConfusionMatrix.Count(Classes, [0, 0, 1, 2, 2, 2], [0, 1, 1, 2, 0, 2]);

        Assert.Equal(1, matrix[0, 1]);
        Assert.Equal(1, matrix[2, 0]);
        Assert.Equal(6, matrix.Total);
        Assert.Equal(4, matrix.Correct);
        Assert.Equal(3, matrix.Support(2));
    }

    [Fact]
    public void Cells_OfEachClass_AddUpToAllImages()
    {
        ConfusionMatrix matrix = ConfusionMatrix.Count(Classes, [0, 0, 1, 2, 2, 2], [0, 1, 1, 2, 0, 2]);

        Assert.Equal((2, 0, 1, 3), (matrix.TruePositives(2), matrix.FalsePositives(2), matrix.FalseNegatives(2), matrix.TrueNegatives(2)));
        Assert.Equal((1, 1, 0, 4), (matrix.TruePositives(1), matrix.FalsePositives(1), matrix.FalseNegatives(1), matrix.TrueNegatives(1)));
    }

    [Fact]
    public void Constructor_Counts_AreCopied()
    {
        long[,] counts = { { 1, 2 }, { 3, 4 } };
        ConfusionMatrix matrix = new(["a", "b"], counts);

        counts[0, 0] = 9;

        Assert.Equal(1, matrix[0, 0]);
    }

    [Fact]
    public void Constructor_ShapeThatDoesNotFit_Throws()
    {
        Assert.Throws<ArgumentException>(() => new ConfusionMatrix(Classes, new long[2, 3]));
        Assert.Throws<ArgumentException>(() => new ConfusionMatrix(["a"], new long[1, 1]));
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.Count(Classes, [0, 1], [0]));
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.Count(Classes, [0], [0, 1]));
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.Count(Classes, [0, 3], [0, 0]));
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.Count(Classes, [0, 0], [0, 3]));
    }
}
