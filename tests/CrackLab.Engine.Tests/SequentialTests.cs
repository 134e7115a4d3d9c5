using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Tests;

public sealed class SequentialTests
{
    private const string SeedSummary = """
        Model: "sequential"
        ____________________________________________________________________
         Layer (type)                   Output Shape              Param #
        ====================================================================
         rescaling (Rescaling)          (None, 256, 256, 3)       0
         conv2d (Conv2D)                (None, 254, 254, 16)      448
         max_pooling2d (MaxPooling2D)   (None, 127, 127, 16)      0
         conv2d_1 (Conv2D)              (None, 125, 125, 32)      4,640
         max_pooling2d_1 (MaxPooling2D) (None, 62, 62, 32)        0
         conv2d_2 (Conv2D)              (None, 60, 60, 32)        9,248
         max_pooling2d_2 (MaxPooling2D) (None, 30, 30, 32)        0
         flatten (Flatten)              (None, 28800)             0
         dense (Dense)                  (None, 256)               7,373,056
         dense_1 (Dense)                (None, 1)                 257
        ====================================================================
        Total params: 7,387,649 (28.18 MB)
        Trainable params: 7,387,649 (28.18 MB)
        Non-trainable params: 0 (0.00 Byte)
        ____________________________________________________________________
        """;

    [Fact]
    public void Summary_OfSeedCnn_IsKerasTable() =>
        Assert.Equal(SeedSummary.ReplaceLineEndings("\n"), Models.SeedCnn().Summary().TrimEnd().ReplaceLineEndings("\n"));

    [Fact]
    public void SeedCnn_At256_Has7387649Parameters()
    {
        Sequential model = Models.SeedCnn();
        Assert.Equal(7_387_649, model.ParameterCount);
        Assert.Equal(7_387_649, model.TrainableParameterCount);
        Assert.Equal(
            ["conv2d/kernel", "conv2d/bias", "conv2d_1/kernel", "conv2d_1/bias", "conv2d_2/kernel", "conv2d_2/bias", "dense/kernel", "dense/bias", "dense_1/kernel", "dense_1/bias"],
            model.Parameters.Select(parameter => parameter.Name),
            StringComparer.Ordinal);
    }

    [Fact]
    public void CrackNet_TwoClassesOrMore_HasAFittingHead()
    {
        Assert.Equal(Shape.Flat(1), Models.CrackNet(64).OutputShape);
        Assert.Equal(Shape.Flat(4), Models.CrackNet(64, classes: 4).OutputShape);
        Assert.Throws<ArgumentOutOfRangeException>(() => Models.CrackNet(64, classes: 1));
    }

    [Fact]
    public void Sequential_BadLayers_Refused()
    {
        Assert.Contains("at least one layer", Assert.Throws<ArgumentException>(() => new Sequential([])).Message, StringComparison.Ordinal);
        Assert.Contains("two named 'a'", Assert.Throws<ArgumentException>(() => new Sequential(new ReLU { Name = "a" }, new Flatten { Name = "a" })).Message, StringComparison.Ordinal);
        Assert.Contains("null among them", Assert.Throws<ArgumentException>(() => new Sequential(new ReLU(), null!)).Message, StringComparison.Ordinal);
        string name = new('a', Layer.LongestName);
        Assert.Equal(name, new Sequential(new ReLU { Name = name }) { Name = name }.Name);
        Assert.Contains("at most 200 characters, received 201", Assert.Throws<ArgumentException>(() => new ReLU { Name = name + "a" }).Message, StringComparison.Ordinal);
        Assert.Contains("at most 200 characters, received 201", Assert.Throws<ArgumentException>(() => new Sequential(new ReLU()) { Name = name + "a" }).Message, StringComparison.Ordinal);
        var dense = new Dense(3);
        Assert.Contains("the same layer twice", Assert.Throws<ArgumentException>(() => new Sequential(dense, dense)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sequential_GivenNamesAndNone_NamesTheRestAround()
    {
        var model = new Sequential(new ReLU(), new ReLU { Name = "re_lu_1" }, new ReLU());
        Assert.Equal(["re_lu", "re_lu_1", "re_lu_2"], model.Layers.Select(layer => layer.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void Shapes_BeforeBuild_SaysHowTo() =>
        Assert.Contains("Call Build(", Assert.Throws<InvalidOperationException>(() => new Sequential(new ReLU()).InputShape).Message, StringComparison.Ordinal);

    [Fact]
    public void Clone_ThenChange_LeavesTheOriginalAlone()
    {
        Sequential model = new Sequential(new Dense(3)).Build(Shape.Flat(4));
        Sequential clone = model.Clone();
        Assert.Equal(model.Parameters[0].Values.ToArray(), clone.Parameters[0].Values.ToArray());
        clone.Parameters[0].Values.Fill(7);
        Assert.DoesNotContain(7f, model.Parameters[0].Values.ToArray());
        model.CopyWeightsFrom(clone);
        Assert.All(model.Parameters[0].Values.ToArray(), value => Assert.Equal(7, value));
    }

    [Fact]
    public void CopyWeightsFrom_OtherShapes_Refused()
    {
        Sequential model = new Sequential(new Dense(3)).Build(Shape.Flat(4));
        Assert.Throws<ArgumentException>(() => model.CopyWeightsFrom(new Sequential(new Dense(4)).Build(Shape.Flat(3))));
        Assert.Throws<ArgumentException>(() => model.CopyWeightsFrom(new Sequential(new Dense(30)).Build(Shape.Flat(4))));
    }

    [Fact]
    public void Build_SameSeedOrOther_GivesTheSameBitsOrOthers()
    {
        float[] Weights(int seed) => Models.CrackNet(32, seed: seed).Parameters.SelectMany(parameter => parameter.Values.ToArray()).ToArray();
        Assert.Equal(Weights(1), Weights(1));
        Assert.NotEqual(Weights(1), Weights(2));
    }

    [Theory]
    [InlineData(int.MaxValue, 3)]
    [InlineData(3_000_000, 3)]
    [InlineData(1, 60_000)]
    public void Build_MoreThanCanBeCounted_IsRefusedWithTheReason(int filters, int kernelSize)
    {
        var model = new Sequential(new Conv2D(filters, kernelSize) { Padding = Padding.Same });

        string message = Assert.Throws<ArgumentException>(() => model.Build(new Shape(32, 32, 3))).Message;

        Assert.Contains("expected at most", message, StringComparison.Ordinal);
        Assert.False(model.IsBuilt);
    }

    [Fact]
    public void OutputShape_StridesBeyondThePicture_IsOnePlace() =>
        Assert.Equal(new Shape(1, 1, 2), new Conv2D(2, 3) { Padding = Padding.Same, Strides = int.MaxValue }.OutputShape(new Shape(32, 32, 3)));
}
