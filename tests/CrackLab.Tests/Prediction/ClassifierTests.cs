using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Serialization;
using CrackLab.Engine.Tensors;
using CrackLab.Evaluation;
using CrackLab.Imaging;
using CrackLab.Prediction;
using CrackLab.Tests.Data;
using CrackLab.Tests.Training;

namespace CrackLab.Tests.Prediction;

public sealed class ClassifierTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Predict_FilesOfEachKind_GivesWhatEvaluationGives()
    {
        ToyPhotos.Write(_folder, "photos", 40, 40);
        _folder.Write("photos/class0/odd.png", ToyPhotos.Png(0, 50, width: 37, height: 23));
        _folder.Write("photos/class1/grey.png", ToyPhotos.Png(1, 50, width: 19, height: 45, channels: 1));
        _folder.Write("photos/class1/large.jpg", Jpeg(100, 75));
        _folder.Write("photos/class0/turned.jpg", Turned(Jpeg(60, 35)));
        _folder.Write("photos/class0/bitmap.bmp", TestFolder.Bmp(21, 30, seed: 3));
        Sequential model = Labelled(ToyPhotos.Model(), "class0", "class1");
        ImageSet set = ImageFolder.Open(_folder["photos"]).Inspect().Healthy;
        ScoredSet scored = SetEvaluator.Evaluate(model, set);

        using var classifier = new Classifier(model);
        PredictedImage[] images = [.. classifier.PredictAll(set.Samples.Select(set.FullPath))];
        Assert.Equal(85, images.Length);
        Assert.Equal(scored.Probabilities, images.Select(image => image.Probability!.Value));
        Assert.Equal(Enumerable.Range(0, set.Count).Select(i => set.Classes[scored.Predicted(i)]), images.Select(image => image.Label));
        Assert.Equal(images.Select(image => image.Probability), set.Samples.Select(sample => classifier.Predict(set.FullPath(sample)).Probability));
        Assert.Equal(images.Select(image => image.Path), classifier.PredictFolder(_folder["photos"]).Select(image => Path.GetFullPath(image.Path)));
    }

    [Fact]
    public void Predict_TurnedPhoto_LooksAtItUpright()
    {
        // Black above white: a model that only sees the upper half tells a photo from the same one turned.
        byte[] pixels = [.. Enumerable.Range(0, 16 * 16 * 3).Select(i => (byte)(i < 16 * 8 * 3 ? 0 : 255))];
        byte[] jpeg = JpegEncoder.Encode(new Image(16, 16, 3, pixels), quality: 95);
        var model = new Sequential(new Shape(16, 16, 3), new Rescaling(1 / 255f), new Flatten(), new Dense(1, Activation.Sigmoid));
        float[] upper = [.. Enumerable.Range(0, 16 * 16 * 3).Select(i => i < 16 * 8 * 3 ? 1f : 0f)];
        upper.CopyTo(model.Parameters[0].Values);
        using var classifier = new Classifier(Labelled(model, "dark", "bright"));
        float plain = classifier.Predict(_folder.Write("plain.jpg", jpeg)).Probability!.Value;
        float turned = classifier.Predict(_folder.Write("turned.jpg", Turned(jpeg))).Probability!.Value;
        Assert.True(plain < 0.9f && turned > 0.99f, $"{plain}, {turned}");
    }

    [Theory]
    [InlineData(0.0, "class1")]
    [InlineData(1.0, "class0")]
    public void Predict_ThresholdOfTheModel_Decides(double threshold, string label)
    {
        Sequential model = Labelled(ToyPhotos.Model(), "class0", "class1");
        model.Metadata = model.Metadata with { Threshold = threshold };
        model.Save(_folder["model.safetensors"]);
        using Classifier classifier = Classifier.Load(_folder["model.safetensors"]);
        Assert.Equal(threshold, classifier.Threshold);
        Assert.Equal(label, classifier.Predict(_folder.Write("photo.png", ToyPhotos.Png(0, 1))).Label);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("-0.5")]
    [InlineData("NaN")]
    public void Load_ThresholdOutOfRange_IsNoModel(string threshold)
    {
        ModelFile.Save(
            Labelled(ToyPhotos.Model(), "class0", "class1"), _folder["model.safetensors"],
            more: new Dictionary<string, string>(StringComparer.Ordinal) { ["threshold"] = threshold });
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Classifier.Load(_folder["model.safetensors"]));
        Assert.Contains($"expected a threshold from 0 to 1, received {threshold}", error.Message);
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.999)]
    public void Predict_TwoClassSoftmax_DecidesAsEvaluationDoes(double threshold)
    {
        ToyPhotos.Write(_folder, "photos", 3, 3);
        var model = new Sequential(new Shape(16, 16, 3), new Rescaling(1 / 255f), new GlobalAveragePooling2D(), new Dense(2, Activation.Softmax));
        model.Metadata = new ModelMetadata { Classes = ["class0", "class1"], Threshold = threshold };
        ImageSet set = ImageFolder.Open(_folder["photos"]).Inspect().Healthy;
        ScoredSet scored = SetEvaluator.Evaluate(model, set);
        string expected = threshold < 0.5 ? "class1" : "class0";
        using var classifier = new Classifier(model);
        Assert.All(classifier.PredictFolder(_folder["photos"]), image => Assert.Equal(expected, image.Label));
        Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(expected, set.Classes[scored.Predicted(i)]));
        Assert.Equal(threshold < 0.5 ? 3 : 0, scored.Result.Confusion.TruePositives(1));
    }

    [Fact]
    public void Predict_ThreeClasses_GivesTheMostProbable()
    {
        using var classifier = new Classifier(Labelled(ToyPhotos.Model(classes: 3), "a", "b", "c"));
        PredictedImage image = classifier.Predict(_folder.Write("photo.png", ToyPhotos.Png(2, 1)));
        Assert.Equal(3, image.Probabilities!.Count);
        Assert.Equal(1, image.Probabilities.Sum(), 1e-5);
        Assert.Equal(image.Probabilities.Max(), image.Probability);
        Assert.Equal(classifier.Classes[image.Probabilities.ToList().IndexOf(image.Probability!.Value)], image.Label);
    }

    [Fact]
    public void PredictAll_BrokenAmongGoodOnes_HasItsReasonAndChangesNoOther()
    {
        using var classifier = new Classifier(Labelled(ToyPhotos.Model(), "class0", "class1"));
        string[] good = [_folder.Write("1.png", ToyPhotos.Png(0, 1)), _folder.Write("2.png", ToyPhotos.Png(1, 2))];
        string broken = _folder.Write("broken.png", ToyPhotos.Png(0, 3).AsSpan(0, 200));
        string missing = _folder["missing.png"];
        PredictedImage[] images = [.. classifier.PredictAll([good[0], broken, missing, good[1]])];
        Assert.Equal([good[0], broken, missing, good[1]], images.Select(image => image.Path));
        Assert.Equal(good.Select(path => classifier.Predict(path).Probability), [images[0].Probability, images[3].Probability]);
        Assert.All(images[1..3], image => Assert.True(image is { Label: null, Probability: null, Probabilities: null, Error.Length: > 0 }));
        Assert.StartsWith("PNG", images[1].Error);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.1)]
    public void Predict_TwoClasses_MarginIsTheWayToTheThreshold(double threshold)
    {
        Sequential model = Labelled(ToyPhotos.Model(), "class0", "class1");
        model.Metadata = model.Metadata with { Threshold = threshold };
        using var classifier = new Classifier(model);
        PredictedImage image = classifier.Predict(_folder.Write("photo.png", ToyPhotos.Png(0, 1)));
        Assert.Equal(Math.Abs(image.Probability!.Value - threshold), image.Margin!.Value, 1e-6);
        Assert.InRange(image.Milliseconds!.Value, 1e-3, 60_000);
    }

    [Fact]
    public void Predict_ThreeClasses_MarginIsTheWayToTheSecond()
    {
        using var classifier = new Classifier(Labelled(ToyPhotos.Model(classes: 3), "a", "b", "c"));
        PredictedImage image = classifier.Predict(_folder.Write("photo.png", ToyPhotos.Png(2, 1)));
        float[] sorted = [.. image.Probabilities!.OrderDescending()];
        Assert.Equal(sorted[0] - sorted[1], image.Margin);
    }

    [Fact]
    public void Predict_PhotoWithExif_TellsDateAndPlace()
    {
        using var classifier = new Classifier(Labelled(ToyPhotos.Model(), "class0", "class1"));
        PredictedImage image = classifier.Predict(_folder.Write("photo.jpg", ExifPhoto.Jpeg(Jpeg(30, 20))));
        Assert.Equal(("2024-05-17T09:31:07", "-10.5, 20.25"), (image.DateTaken.ToString(), image.Location.ToString()));
        PredictedImage plain = classifier.Predict(_folder.Write("plain.jpg", Jpeg(30, 20)));
        Assert.Null(plain.DateTaken);
        Assert.Null(plain.Location);
        Assert.Equal(plain.Probability, image.Probability);
    }

    [Fact]
    public void Predict_Bytes_GivesWhatTheirFileGives()
    {
        using var classifier = new Classifier(Labelled(ToyPhotos.Model(), "class0", "class1"));
        byte[] png = ToyPhotos.Png(1, 4);
        PredictedImage image = classifier.Predict(new PhotoSource("-", png));
        Assert.Equal(("-", classifier.Predict(_folder.Write("photo.png", png)).Probability), (image.Path, image.Probability));
    }

    [Fact]
    public void PredictAll_ManyFiles_StaysInOrderAndLittleAhead()
    {
        using var classifier = new Classifier(Labelled(ToyPhotos.Model(), "class0", "class1"));
        string[] files = [.. Enumerable.Range(0, 7).Select(i => _folder.Write($"{i}.png", ToyPhotos.Png(i % 2, i)))];
        float?[] expected = [.. files.Select(file => classifier.Predict(file).Probability)];
        int asked = 0, given = 0, farthest = 0;
        IEnumerable<string> Many()
        {
            for (; asked < 3_000; asked++)
            {
                farthest = Math.Max(farthest, asked - Volatile.Read(ref given));
                yield return files[asked % 7];
            }
        }

        foreach (PredictedImage image in classifier.PredictAll(Many()))
        {
            Assert.Equal((files[given % 7], expected[given % 7]), (image.Path, image.Probability));
            Volatile.Write(ref given, given + 1);
        }

        Assert.Equal(3_000, given);
        Assert.InRange(farthest, 1, 600); // a few batches of 64, whatever the number of files
    }

    [Fact]
    public void PredictBatches_Pause_GivesWhatIsThere()
    {
        using var classifier = new Classifier(Labelled(ToyPhotos.Model(), "class0", "class1"));
        var photo = new PhotoSource(_folder.Write("photo.png", ToyPhotos.Png(0, 1)));
        using var seen = new SemaphoreSlim(0);
        IEnumerable<PhotoSource> Photos()
        {
            yield return PhotoSource.Pause;
            yield return photo;
            yield return photo;
            yield return PhotoSource.Pause;
            Assert.True(seen.Wait(TimeSpan.FromSeconds(30)), "Nothing came before the gap.");
            yield return photo;
        }

        List<int> counts = [];
        foreach (IReadOnlyList<PredictedImage> images in classifier.PredictBatches(Photos()))
        {
            counts.Add(images.Count);
            seen.Release();
        }

        Assert.Equal([2, 1], counts);
    }

    [Fact]
    public void PredictAll_SeveralAtOnce_DoNotMeddle()
    {
        using var classifier = new Classifier(Labelled(ToyPhotos.Model(), "class0", "class1"));
        string[] files = [.. Enumerable.Range(0, 150).Select(i => _folder.Write($"{i}.png", ToyPhotos.Png(i % 2, i)))];
        PredictedImage[] once = [.. classifier.PredictAll(files)];
        foreach ((PredictedImage one, PredictedImage other) in classifier.PredictAll(files).Zip(classifier.PredictAll(files.Reverse())))
        {
            Assert.Equal(once.Single(image => image.Path == one.Path).Probability, one.Probability);
            Assert.Equal(once.Single(image => image.Path == other.Path).Probability, other.Probability);
        }
    }

    [Fact]
    public void PredictAll_SourceThatFails_ThrowsWhatItThrew()
    {
        using var classifier = new Classifier(Labelled(ToyPhotos.Model(), "class0", "class1"));
        string photo = _folder.Write("photo.png", ToyPhotos.Png(0, 1));
        IEnumerable<string> Failing()
        {
            for (int i = 0; i < 200; i++) yield return photo;
            throw new InvalidOperationException("no more");
        }

        int given = 0;
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (PredictedImage image in classifier.PredictAll(Failing())) given++;
        });
        Assert.Equal("no more", error.Message);
        Assert.InRange(given, 200 - 63, 200);
    }

    [Fact]
    public void PredictAll_EndedEarlyOrCancelled_LeavesAClassifierThatWorks()
    {
        using var classifier = new Classifier(Labelled(ToyPhotos.Model(), "class0", "class1"));
        string photo = _folder.Write("photo.png", ToyPhotos.Png(0, 1));
        float? expected = classifier.Predict(photo).Probability;
        Assert.All(classifier.PredictAll(Enumerable.Repeat(photo, 100_000)).Take(70), image => Assert.Equal(expected, image.Probability));
        using var stop = new CancellationTokenSource();
        int given = 0;
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (PredictedImage image in classifier.PredictAll(Enumerable.Repeat(photo, 100_000), stop.Token))
            {
                if (++given == 100) stop.Cancel();
            }
        });
        Assert.InRange(given, 100, 1_000);
        Assert.Equal(expected, classifier.Predict(photo).Probability);
    }

    [Fact]
    public void PredictAll_NoFiles_GivesNone()
    {
        using var classifier = new Classifier(Labelled(ToyPhotos.Model(), "class0", "class1"));
        Assert.Empty(classifier.PredictAll([]));
    }

    [Fact]
    public void PredictAll_FilesThatAreNone_HaveReasons()
    {
        using var classifier = new Classifier(Labelled(ToyPhotos.Model(), "class0", "class1"));
        Directory.CreateDirectory(_folder["folder.jpg"]);
        string[] paths = [_folder.Write("empty.jpg", ""), _folder["folder.jpg"], _folder["missing.jpg"], _folder["bad\uFFFD.jpg"], "", "zero\0byte.jpg"];
        string?[] reasons = [.. classifier.PredictAll(paths).Select(image => image.Error)];
        Assert.Contains("received no bytes", reasons[0]);
        Assert.Contains("access denied", reasons[1]);
        Assert.Equal("expected a file, found nothing", reasons[2]);
        Assert.Contains("expected a name in UTF-8", reasons[3]);
        Assert.All(reasons, Assert.NotNull);
    }

    [Fact]
    public void Predict_BrokenFile_ThrowsWithItsPath()
    {
        using var classifier = new Classifier(Labelled(ToyPhotos.Model(), "class0", "class1"));
        string broken = _folder.Write("broken.png", "no picture");
        Assert.StartsWith($"{broken}: ", Assert.Throws<InvalidDataException>(() => classifier.Predict(broken)).Message);
    }

    [Fact]
    public void Constructor_ModelThatDoesNotFit_IsRefused()
    {
        Assert.Contains(
            "expected 2 class names in the model, received 0",
            Assert.Throws<ArgumentException>(() => new Classifier(ToyPhotos.Model())).Message);
        Assert.Contains(
            "expected 3 class names in the model, received 2",
            Assert.Throws<ArgumentException>(() => new Classifier(Labelled(ToyPhotos.Model(classes: 3), "a", "b"))).Message);
        var wide = new Sequential(new Shape(16, 32, 3), new Flatten(), new Dense(1, Activation.Sigmoid));
        Assert.Contains("expected a square RGB input", Assert.Throws<ArgumentException>(() => new Classifier(Labelled(wide, "a", "b"))).Message);
    }

    [Fact]
    public void Evaluate_OtherClasses_AreRefused()
    {
        ToyPhotos.Write(_folder, "photos", 2, 2);
        ImageSet set = ImageFolder.Open(_folder["photos"]).Inspect().Healthy;
        ArgumentException error = Assert.Throws<ArgumentException>(() => SetEvaluator.Evaluate(Labelled(ToyPhotos.Model(), "class1", "class0"), set));
        Assert.Contains("expected the model's classes class1, class0, received class0, class1", error.Message);
    }

    public void Dispose() => _folder.Dispose();

    private static Sequential Labelled(Sequential model, params string[] classes)
    {
        model.Metadata = model.Metadata with { Classes = classes };
        return model;
    }

    private static byte[] Jpeg(int width, int height) =>
        JpegEncoder.Encode(ImageDecoder.Decode(ToyPhotos.Png(1, width, width, height)));

    /// <summary>Puts an EXIF segment that says "turned by 180 degrees" behind the start of a JPEG.</summary>
    private static byte[] Turned(byte[] jpeg)
    {
        const byte HalfTurn = 3;
        return ExifPhoto.With(jpeg, [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, HalfTurn, 0, 0, 0, 0, 0, 0]);
    }
}
