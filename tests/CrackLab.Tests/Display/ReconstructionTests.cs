using System.Text.RegularExpressions;
using CrackLab.Data;
using CrackLab.Data.Overlaps;
using CrackLab.Display;
using CrackLab.Display.Views;
using CrackLab.Tests.Data;
using CrackLab.Tests.Data.Overlaps;

namespace CrackLab.Tests.Display;

public sealed class ReconstructionTests(CropFolder crops) : IClassFixture<CropFolder>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private Photograph Second => crops.Report.Photographs.Single(photo => photo.Name == "p1/a.jpg");

    [Fact]
    public void Of_Photograph_ShowsItWithAFrameAndAPictureForEachCrop()
    {
        var whole = Reconstruction.Of(crops.Report, Second);
        string html = whole.ToHtml();

        Assert.Equal((350 + 330, true), (whole.Width + whole.Height, whole.Width is 350 or 330));
        Assert.Equal("p1/a.jpg and 3 more crops of one photograph", whole.Title);
        Assert.Equal($"{whole.Title} ({whole.Width} x {whole.Height} pixels)", whole.ToString());
        Assert.Equal(5, Regex.Count(html, "<img [^>]*src=\"data:image/jpeg;base64,", RegexOptions.None, Patience));
        Assert.Equal(4, Regex.Count(html, "fill=\"none\"", RegexOptions.None, Patience));
        Assert.All("abcd", name => Assert.Contains($"p1/{name}.jpg", html, StringComparison.Ordinal));
        Assert.DoesNotContain("more crops.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ManyCrops_ShowsSomeAndCountsTheRest()
    {
        Photograph first = crops.Report.Photographs.Single(photo => photo.Name == "p0/a.jpg");
        string html = Reconstruction.Of(crops.Report, first).ToHtml();

        Assert.Equal(Reconstruction.MostCrops, Regex.Count(html, "fill=\"none\"", RegexOptions.None, Patience));
        Assert.Contains($"… and {first.Crops.Count - Reconstruction.MostCrops} more crops.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Link_LaysTheTwoCropsOnEachOther()
    {
        OverlapLink link = crops.Report.Links.First(link => !link.IsTwin && link.First.StartsWith("p1/", StringComparison.Ordinal));
        var pair = Reconstruction.Of(crops.Report, link);

        Assert.Equal(link.ToString(), pair.Title);
        Assert.Equal([link.First, link.Second], pair.Photograph.Crops.Select(crop => crop.Path));
        Assert.Equal(160 + Math.Abs(link.Placement.X), pair.Width, 1.0);
        Assert.Equal(160 + Math.Abs(link.Placement.Y), pair.Height, 1.0);
    }

    [Fact]
    public void Of_LinkFromElsewhere_IsRefused()
    {
        var link = new OverlapLink("no/such.jpg", "p1/a.jpg", default, 1, 1, 0, IsTwin: true);

        var refusal = Assert.Throws<ArgumentException>(() => Reconstruction.Of(crops.Report, link));

        Assert.Contains("received 'no/such.jpg'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_HostileNames_AreShownAsText()
    {
        using var folder = new TestFolder();
        string crop = folder.Write("a&b's.jpg", File.ReadAllBytes(Path.Combine(crops.Root, Second.Crops[0].Path)));
        string html = Reconstruction.Of(crops.Report, new Photograph("<i>", [Second.Crops[0] with { Path = crop }])).ToHtml();

        Assert.DoesNotContain("<i>", html, StringComparison.Ordinal);
        Assert.Contains("a&amp;b&#39;s.jpg", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_MissingCrop_SaysWhich()
    {
        var photo = new Photograph("gone.jpg", [new PlacedCrop("gone.jpg", default, 32, 32)]);

        Assert.Contains("gone.jpg", Assert.Throws<InvalidDataException>(() => Reconstruction.Of(crops.Report, photo)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_Report_ShowsFiguresAndTheLargestPhotographs()
    {
        string html = NotebookViews.Html(crops.Report)!;

        Assert.Contains($"<td>pictures that share a photograph with another</td><td class=\"number\">{crops.Report.Sharing}</td>", html, StringComparison.Ordinal);
        Assert.Contains($"<td class=\"number\">{crops.Report.Largest}</td>", html, StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(html, "<img ", RegexOptions.None, Patience));
        Assert.True(
            html.IndexOf("p0/a.jpg and", StringComparison.Ordinal) < html.IndexOf("p1/a.jpg and 3 more", StringComparison.Ordinal),
            "The largest photograph comes first.");
    }

    [Fact]
    public void Html_Split_WarnsOfALeakAndOfNothingElse()
    {
        ImageSet set = TestSets.Of(["a", "b"], [.. Enumerable.Range(0, 40).Select(index => ($"{index:D2}", index % 2, $"{index / 4}{index % 2}"))]);

        Assert.Contains("of the test pictures share a group with a training picture", NotebookViews.Html(set.Split(0.5, 0.2, 0.3, 1, Grouping.None))!, StringComparison.Ordinal);
        Assert.DoesNotContain("with a training picture", NotebookViews.Html(set.Split(0.5, 0.2, 0.3, 1, Grouping.Duplicates))!, StringComparison.Ordinal);
    }
}
