using System.Text.RegularExpressions;
using CrackLab.Data;
using CrackLab.Display;
using CrackLab.Evaluation;
using CrackLab.Tests.Data;
using CrackLab.Tests.Training;

namespace CrackLab.Tests.Display;

public sealed class AuditPageTests : IDisposable
{
    private const string Hostile = "<img src=x onerror=alert(1)>";

    private readonly TestFolder _folder = new();

    [Fact]
    public void Render_Audit_ShowsGivenAndPredictedAndNeedsNoOtherFile()
    {
        ToyPhotos.Write(_folder, "photos", 3, 3);
        ImageSet set = ImageFolder.Open(_folder["photos"]).Inspect().Healthy;
        string html = AuditPage.Render(LabelAudit.Of(set, [0.9f, 0.1f, 0.05f, 0.95f, 0.9f, 0.1f, 0.1f, 0.9f, 0.1f, 0.9f, 0.1f, 0.9f]), folds: 5);

        foreach (string section in new[] { "errors", "losses", "classes", "correct" })
            Assert.Contains($"<section id=\"{section}\">", html, StringComparison.Ordinal);
        Assert.Contains("1 of 6 labels is likely wrong (16.7%).", html, StringComparison.Ordinal);
        Assert.Contains("<strong>given class0</strong><span class=\"wrong\">looks like class1, 95.0%</span><small>class0/01.png</small>", html, StringComparison.Ordinal);
        Assert.Equal(6, Regex.Count(html, "src=\"data:image/jpeg;base64,", RegexOptions.None, TimeSpan.FromSeconds(5)));
        Assert.DoesNotMatch("(src|href)=\"(?!data:)", html);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_HostileNamesAndMissingFiles_AreShownAsText()
    {
        ImageSet set = TestSets.Of([Hostile, "b"], [($"{Hostile}/1", 0, "1"), ("b/1", 1, "2")]);
        string html = AuditPage.Render(LabelAudit.Of(set, [0.25f, 0.75f, 0.25f, 0.75f]), folds: 2);

        Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        Assert.Contains("given &lt;img src=x", html, StringComparison.Ordinal);
        Assert.Contains("cannot be shown", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NoErrors_SaysSo()
    {
        string html = AuditPage.Render(LabelAudit.Of(TestSets.Of(1, 1), [0.9f, 0.1f, 0.1f, 0.9f]), folds: 2);
        Assert.Contains("None of 2 labels looks wrong.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<section id=\"errors\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_MoreThanThePageShows_SaysHowManyAreLeftOutAndWhereTheyAre()
    {
        ImageSet set = TestSets.Of(300, 40);
        IEnumerable<float> wrong = Enumerable.Range(0, 300).SelectMany(index => index < 250 ? new[] { 0.1f, 0.9f } : [0.9f, 0.1f]);
        string html = AuditPage.Render(LabelAudit.Of(set, [.. wrong, .. Enumerable.Repeat(new[] { 0.2f, 0.8f }, 40).SelectMany(row => row)]), folds: 2);

        Assert.Equal(240 + 24, Regex.Count(html, "<figure>", RegexOptions.None, TimeSpan.FromSeconds(5)));
        Assert.Contains("The first 240 of 250; audit.csv lists the other 10.", html, StringComparison.Ordinal);
        Assert.Contains("The first 24 of 90; audit.csv lists the other 66.", html, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
