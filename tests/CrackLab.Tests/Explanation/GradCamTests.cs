using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;
using CrackLab.Explanation;

namespace CrackLab.Tests.Explanation;

public sealed class GradCamTests(LinePhotos photos) : IClassFixture<LinePhotos>
{
    private string Photo => photos.Lines.First().Path;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Compute_OfALine_IsBrightestOnTheLine(bool plusPlus)
    {
        double[] shares = [.. photos.Lines.Select(line =>
        {
            Heatmap map = GradCam.Compute(photos.Model, line.Path, new GradCamOptions { PlusPlus = plusPlus });
            Assert.Equal("with line", map.Class);
            float[] heat = map.Resize(LinePhotos.Size, LinePhotos.Size);
            int[] brightest = [.. Enumerable.Range(0, heat.Length).OrderByDescending(i => heat[i]).Take(heat.Length / 10)];
            return brightest.Count(i => Math.Abs((line.IsUpright ? i % LinePhotos.Size : i / LinePhotos.Size) - line.Place - 0.5) < 4) / (double)brightest.Length;
        })];

        // A band of 8 of 32 pixels: a map that knows nothing has a quarter there.
        Assert.True(shares.Min() > 0.9, string.Join(" ", shares));
    }

    /// <summary>The sanity check of https://arxiv.org/abs/1810.03292.</summary>
    [Fact]
    public void Compute_RandomWeights_DestroyTheMap()
    {
        var options = new GradCamOptions { Class = "with line" };
        double[] Correlations(Sequential other) =>
            [.. photos.Lines.Select(line => Ranks.Correlation(GradCam.Compute(photos.Model, line.Path, options).Values, GradCam.Compute(other, line.Path, options).Values))];

        double[] untouched = Correlations(photos.Model.Clone());
        double[] random = [.. Enumerable.Range(10, 4).SelectMany(seed => Correlations(LinePhotos.Net(seed)))];

        Assert.All(untouched, correlation => Assert.Equal(1, correlation, 1e-9));
        Assert.True(random.Select(Math.Abs).Average() < 0.35, string.Join(" ", random));
    }

    [Fact]
    public void Compute_Twice_GivesTheSameBits() =>
        Assert.Equal(GradCam.Compute(photos.Model, Photo).Values, GradCam.Compute(photos.Model, Photo).Values);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Compute_BehindAMeanOfTheMaps_WeighsThemAsTheDenseLayerDoes(int label)
    {
        Sequential model = new Sequential(
            new Rescaling(1 / 255f), new Conv2D(5, 3, Activation.Relu), new GlobalAveragePooling2D(), new Dense(3, Activation.Softmax))
        { Metadata = new ModelMetadata { Classes = ["a", "b", "c"] } }.Build(new Shape(LinePhotos.Size, LinePhotos.Size, 3), seed: 4);
        Sequential front = PartialModel.UpTo(model, "conv2d");
        float[] activations = PartialModel.Run(front, CrackLab.Data.PixelLoader.Load(File.ReadAllBytes(Photo), LinePhotos.Size), 1);
        float[] dense = model.Parameters.Single(parameter => parameter.Name == "dense/kernel").Values.ToArray();
        int places = activations.Length / 5;
        double[] expected = [.. Enumerable.Range(0, places).Select(place =>
            Math.Max(0, Enumerable.Range(0, 5).Sum(c => (double)dense[(c * 3) + label] * activations[(place * 5) + c]) / places))];

        Heatmap map = GradCam.Compute(model, Photo, new GradCamOptions { Class = model.Metadata.Classes[label], Size = LinePhotos.Size });

        Assert.Equal((30, 30), (map.Width, map.Height));
        double largest = Math.Max(expected.Max(), 1e-9);
        Assert.All(expected.Zip(map.Values), pair => Assert.Equal(pair.First / largest, pair.Second / largest, 1e-5));
    }

    [Fact]
    public void Compute_TheOtherOfTwoClasses_LooksElsewhere()
    {
        Heatmap line = GradCam.Compute(photos.Model, Photo, new GradCamOptions { Class = "with line" });
        Heatmap plain = GradCam.Compute(photos.Model, Photo, new GradCamOptions { Class = "plain" });

        Assert.Equal(1, line.Probability + plain.Probability, 1e-6);
        Assert.True(line.Probability > 0.5);

        // The logits are each other's negatives, so no place speaks for both.
        Assert.All(line.Values.Zip(plain.Values), pair => Assert.Equal(0, pair.First * pair.Second));
        Assert.Contains(line.Values, value => value > 0);
    }

    [Theory]
    [InlineData(null, "re_lu_1", 16)]
    [InlineData("conv2d", "re_lu", 16)]
    [InlineData("max_pooling2d", "max_pooling2d", 16)]
    public void Compute_ALayer_MeansWhatItsActivationGives(string? asked, string meant, int side)
    {
        Heatmap map = GradCam.Compute(photos.Model, Photo, new GradCamOptions { Layer = asked });
        Assert.Equal((meant, side, side), (map.Layer, map.Width, map.Height));
        Assert.Equal(side * side, map.Values.Count);
    }

    [Fact]
    public void Compute_SeedCnn_TakesTheLastConvolutionBeforeItsPooling()
    {
        Heatmap map = GradCam.Compute(Named(Models.SeedCnn(32)), Photo);
        Assert.Equal(("conv2d_2", 4), (map.Layer, map.Width));
    }

    [Theory]
    [InlineData(64, 12)]
    [InlineData(32, 8)]
    public void Compute_CrackNet_IsLaidBeforeItEnlarged(int size, int places)
    {
        Heatmap map = GradCam.Compute(Named(Models.CrackNet(size)), Photo);
        Assert.Equal(("re_lu_4", places), (map.Layer, map.Width));
    }

    [Fact]
    public void Compute_WhatCannotBe_SaysSo()
    {
        string Message(Sequential model, GradCamOptions options) => Assert.Throws<ArgumentException>(() => GradCam.Compute(model, Photo, options)).Message;

        Assert.Contains("received 'nothing'", Message(photos.Model, new() { Layer = "nothing" }), StringComparison.Ordinal);
        Assert.Contains("expected a layer that gives pictures, received 'dense'", Message(photos.Model, new() { Layer = "dense" }), StringComparison.Ordinal);
        Assert.Contains("expected a class of plain, with line, received 'other'", Message(photos.Model, new() { Class = "other" }), StringComparison.Ordinal);
        Assert.Contains("expected its own size of 32 pixels, received 64", Message(Named(Models.SeedCnn(32)), new() { Size = 64 }), StringComparison.Ordinal);
        Sequential flat = new Sequential(new GlobalMaxPooling2D(), new Dense(1, Activation.Sigmoid)).Build(new Shape(32, 32, 3));
        Assert.Contains("received one without", Message(flat, new()), StringComparison.Ordinal);
    }

    private static Sequential Named(Sequential model)
    {
        model.Metadata = new ModelMetadata { Classes = ["plain", "with line"] };
        return model;
    }
}
