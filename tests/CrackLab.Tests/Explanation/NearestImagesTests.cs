using CrackLab.Data;
using CrackLab.Display;
using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;
using CrackLab.Evaluation;
using CrackLab.Explanation;
using CrackLab.Training;

namespace CrackLab.Tests.Explanation;

public sealed class NearestImagesTests(LinePhotos photos) : IClassFixture<LinePhotos>
{
    [Fact]
    public void Find_PicturesOfTheSetItself_FindThemselves()
    {
        IReadOnlyList<IReadOnlyList<Neighbour>> found = new NearestImages(photos.Model, photos.Train).Find(photos.Train, count: 1);
        Assert.Equal(photos.Train.Count, found.Count);
        Assert.All(found, neighbours => Assert.Equal(0, neighbours[0].Distance, 1e-5));
    }

    [Fact]
    public void Find_OtherPictures_GivesTheNearestByTheCosine()
    {
        Sequential eye = PartialModel.UpTo(photos.Model, "dropout");
        double[][] Rows(ImageSet set) => [.. Scorer.Predict(eye, set).Select(value => (double)value).Chunk(eye.OutputShape.Size)];
        double Length(double[] row) => Math.Sqrt(row.Sum(value => value * value));
        double[][] train = Rows(photos.Train), test = Rows(photos.Test);

        IReadOnlyList<IReadOnlyList<Neighbour>> found = new NearestImages(photos.Model, photos.Train).Find(photos.Test, count: 3);

        for (int query = 0; query < test.Length; query++)
        {
            double[] distances = [.. train.Select(row => 1 - (row.Zip(test[query], (a, b) => a * b).Sum() / Length(row) / Length(test[query])))];
            double[] nearest = [.. distances.Order().Take(3)];
            Assert.Equal(3, found[query].Count);
            for (int rank = 0; rank < 3; rank++)
            {
                int index = photos.Train.Samples.Index().Single(one => one.Item == found[query][rank].Sample).Index;
                Assert.Equal(nearest[rank], distances[index], 1e-5);
                Assert.Equal(nearest[rank], found[query][rank].Distance, 1e-5);
            }
        }
    }

    [Fact]
    public void Find_PicturesWithALine_FindPicturesWithALine()
    {
        IReadOnlyList<IReadOnlyList<Neighbour>> found = new NearestImages(photos.Model, photos.Train).Find(photos.Test, count: 5);
        int alike = photos.Test.Samples.Zip(found).Sum(pair => pair.Second.Count(neighbour => neighbour.Sample.Label == pair.First.Label));
        Assert.True(alike > 0.9 * 5 * photos.Test.Count, $"{alike} of {5 * photos.Test.Count}");
    }

    [Fact]
    public void Make_WhatCannotBe_SaysSo()
    {
        Sequential headless = new Sequential(new GlobalMaxPooling2D()).Build(new Shape(32, 32, 3));
        Assert.Contains("ends in Dense", Assert.Throws<ArgumentException>(() => new NearestImages(headless, photos.Train)).Message, StringComparison.Ordinal);
        var none = new ImageSet(photos.Train.Root, photos.Train.Classes, []);
        Assert.Contains("received none", Assert.Throws<ArgumentException>(() => new NearestImages(photos.Model, none)).Message, StringComparison.Ordinal);
        Assert.Empty(new NearestImages(photos.Model, photos.Train).Find(none));
    }

    [Fact]
    public void Gallery_MistakesWithNearest_ShowsEachAboveItsNeighbours()
    {
        // With a threshold of 1 every line is missed.
        ScoredSet scored = SetEvaluator.Evaluate(photos.Model, photos.Test, threshold: 1);
        var nearest = new NearestImages(photos.Model, photos.Train);

        Gallery gallery = Gallery.MistakesWithNearest(scored, nearest, count: 2, each: 3);

        Assert.Equal(2, gallery.Rows.Count);
        Assert.StartsWith("2 of 8 mistakes among 16 pictures", gallery.Title, StringComparison.Ordinal);
        Assert.All(gallery.Rows, row =>
        {
            Assert.StartsWith("with line: with line/", row.Heading, StringComparison.Ordinal);
            Assert.Equal(4, row.Pictures.Count);
            Assert.StartsWith("taken for plain", row.Pictures[0].Note, StringComparison.Ordinal);
            Assert.All(row.Pictures.Skip(1), picture => Assert.StartsWith("distance 0.", picture.Note, StringComparison.Ordinal));
        });
        Assert.Contains("distance 0.", gallery.ToHtml(), StringComparison.Ordinal);
        Assert.Empty(Gallery.MistakesWithNearest(SetEvaluator.Evaluate(photos.Model, photos.Test), nearest).Rows);
    }
}
