using System.Text.Json;
using CrackLab.Data;
using CrackLab.Data.Synthetic;
using CrackLab.Engine;
using CrackLab.Evaluation;
using CrackLab.Tests.Data;
using CrackLab.Tests.Training;

namespace CrackLab.Tests.Evaluation;

public sealed class SiteEvaluatorTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Evaluate_Site_AddsBaselineAndRecallAtPrecision()
    {
        ImageSet set = Site(30, 10);
        SiteResult site = SiteEvaluator.Evaluate(Model(), set);
        Assert.Equal(40, site.Result.Count);
        Assert.Equal((0.25, 0.5, 1, 0.4), (site.AlwaysPositive!.Accuracy.Value, site.AlwaysPositive.BalancedAccuracy.Value, site.AlwaysPositive.Recall.Value, site.AlwaysPositive.F1.Value));
        Assert.NotNull(site.AlwaysPositive.Accuracy.Interval);
        Assert.Equal(0.9, site.RecallAtPrecision!.Target);
        Assert.Null(site.Calibration);
    }

    [Fact]
    public void Evaluate_Calibrate_JudgesOnOthersThanItFitsOn()
    {
        ImageSet set = Site(30, 10);
        SiteResult site = SiteEvaluator.Evaluate(Model(), set, new SiteOptions { Calibrate = 12, Seed = 3 });
        Calibration calibration = site.Calibration!;
        Assert.Equal([9, 3], calibration.Fitted.ClassCounts);
        Assert.Equal([21, 7], site.Set.ClassCounts);
        Assert.Empty(calibration.Fitted.Samples.Intersect(site.Set.Samples));
        Assert.Equal((calibration.Threshold, 28L), (site.Result.Threshold, site.Result.Count));
        Assert.Equal((0.5, 28L), (calibration.Uncalibrated.Threshold, calibration.Uncalibrated.Count));
        float[] scores = CrackLab.Training.Scorer.Predict(Model(), calibration.Fitted);
        Assert.Equal(DecisionThreshold.MaximizingF1(scores, [.. calibration.Fitted.Samples.Select(sample => sample.Label == 1)]), calibration.Threshold);
        Assert.NotEqual(
            calibration.Fitted.Samples,
            SiteEvaluator.Evaluate(Model(), set, new SiteOptions { Calibrate = 12, Seed = 4 }).Calibration!.Fitted.Samples);
    }

    [Fact]
    public void Evaluate_CalibrateOnGroups_LeavesTheirOtherCropsOut()
    {
        ImageSet set = Site(30, 10).WithGroups(GroupTable.Read(_folder.Write("groups.csv", "path,photo_group\n" + string.Join("\n",
            from label in Enumerable.Range(0, 2) from number in Enumerable.Range(0, label == 0 ? 30 : 10) select $"class{label}/{number:D2}.png,photo{label}-{number / 2}"))));
        SiteResult site = SiteEvaluator.Evaluate(Model(), set, new SiteOptions { Calibrate = 8 });
        Assert.Empty(site.Set.Samples.Select(sample => sample.Group).Intersect(site.Calibration!.Fitted.Samples.Select(sample => sample.Group)));
        Assert.Equal(40, site.Set.Count + 8 + site.Calibration.LeftOut);
        Assert.True(site.Calibration.LeftOut > 0);
    }

    [Fact]
    public void Evaluate_CalibrateWithoutGroups_FindsTheOtherCropsAndLeavesThemOut()
    {
        SyntheticConcrete.WriteFolder(
            _folder["walls"], new SyntheticFolderOptions { Count = 24, Size = 128, CropsPerWall = 4, Broken = false });
        ImageSet set = ImageFolder.Open(_folder["walls"]).Inspect().Healthy;
        IReadOnlyDictionary<string, GroupRow> found = set.FindOverlaps(cancellationToken: TestContext.Current.CancellationToken).Table.Rows;
        Sequential model = ToyPhotos.Model();
        model.Metadata = model.Metadata with { Classes = set.Classes };
        SiteResult site = SiteEvaluator.Evaluate(model, set, new SiteOptions { Calibrate = 6 });
        Assert.Empty(site.Set.Samples.Select(sample => found[sample.Path].PhotoGroup)
            .Intersect(site.Calibration!.Fitted.Samples.Select(sample => found[sample.Path].PhotoGroup)));
        Assert.True(site.Calibration.LeftOut > 0);
    }

    [Fact]
    public void Evaluate_NothingLeftToJudge_SaysSo() => Assert.Contains(
        "expected images of class0 and class1 to judge it on, received 0 and 0",
        Assert.Throws<InvalidDataException>(() => SiteEvaluator.Evaluate(Model(), Site(4, 4), new SiteOptions { Calibrate = 8 })).Message);

    [Fact]
    public void ToJson_Calibrated_KeepsTheKeysAndAddsThree()
    {
        SiteResult site = SiteEvaluator.Evaluate(Model(), Site(12, 12), new SiteOptions { Calibrate = 6 });
        JsonElement json = JsonDocument.Parse(site.ToJson()).RootElement;
        string[] before = [.. JsonDocument.Parse(site.Result.ToJson()).RootElement.EnumerateObject().Select(property => property.Name)];
        Assert.Equal([.. before, "recallAtPrecision", "alwaysPositive", "calibration"], json.EnumerateObject().Select(property => property.Name));
        JsonElement calibration = json.GetProperty("calibration");
        Assert.Equal((6, 18, 0), (calibration.GetProperty("count").GetInt32(), calibration.GetProperty("judged").GetInt32(), calibration.GetProperty("leftOut").GetInt32()));
        Assert.Equal(site.Calibration!.Fitted.Samples.Select(sample => sample.Path), calibration.GetProperty("paths").EnumerateArray().Select(path => path.GetString()!));
        Assert.Equal(2, json.GetProperty("recallAtPrecision").GetProperty("recallInterval").GetArrayLength());
    }

    public void Dispose() => _folder.Dispose();

    private static Sequential Model()
    {
        Sequential model = ToyPhotos.Model();
        model.Metadata = model.Metadata with { Classes = ["class0", "class1"] };
        return model;
    }

    private ImageSet Site(int negatives, int positives)
    {
        ToyPhotos.Write(_folder, "site", negatives, positives);
        return ImageFolder.Open(_folder["site"]).Inspect().Healthy;
    }
}
