using CrackLab.Tests.Data;
using CrackLab.Tracking;

namespace CrackLab.Tests.Tracking;

public sealed class SmoothingTests
{
    [Fact]
    public void Exponential_ByHand_IsTensorBoardsFormula()
    {
        double[] smooth = Smoothing.Exponential([1, 3, 2], 0.5);

        Assert.Equal([1.0, (0.25 + 1.5) / 0.75, (0.125 + 0.75 + 1.0) / 0.875], smooth, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Exponential_NotANumber_IsPassedOn() =>
        Assert.Equal([2.0, double.NaN, 2.0], Smoothing.Exponential([2, double.NaN, 2], 0.9), (a, b) => a.Equals(b) || Math.Abs(a - b) < 1e-12);

    [Fact]
    public void Read_FolderOfARun_HasItsParts()
    {
        using var folder = new TestFolder();
        foreach (string part in new[] { "train", "validation" })
        {
            using var writer = new EventFileWriter(folder[$"run/{part}"]);
            writer.WriteScalar("epoch_loss", 0, 1);
            writer.WriteScalar("epoch_loss", 1, 0.5);
        }

        RunCurves curves = RunCurves.Read(folder["run"]);

        Assert.Equal(["train", "validation"], curves["epoch_loss"].Select(curve => curve.Run));
        Assert.Equal([1f, 0.5f], curves["epoch_loss"][0].Points.Select(point => point.Value));
        Assert.Throws<ArgumentException>(() => curves["nothing"]);
    }

    [Fact]
    public void Read_NoEventFiles_SaysSo()
    {
        using var folder = new TestFolder();

        Assert.Throws<InvalidDataException>(() => RunCurves.Read(folder.Path));
    }
}
