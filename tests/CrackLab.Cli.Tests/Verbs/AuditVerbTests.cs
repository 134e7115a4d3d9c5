using System.Text.Json;

namespace CrackLab.Cli.Tests.Verbs;

public sealed class AuditVerbTests(RunOfPhotos photos) : IClassFixture<RunOfPhotos>
{
    [Fact]
    public void Audit_Run_TellsFilesAndWritesThemIntoTheRun()
    {
        CommandRun run = CommandRun.Of("audit", photos.Run, "--folds", "2", "--epochs", "1");
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        string csv = Path.Combine(photos.Run, "audit", "audit.csv");
        Assert.Matches(@"^\d+ images in \d+ groups, 2 folds\.$", run.OutputLines[0]);
        Assert.Matches(@"^\d+ of \d+ labels are likely wrong", run.OutputLines[1]);
        Assert.Equal([$"Table        {csv}", $"Page         {Path.ChangeExtension(csv, "html")}"], run.OutputLines[^2..]);
        int images = File.ReadAllLines(Path.Combine(photos.Run, "split.csv")).Length;
        Assert.Equal(images, File.ReadAllLines(csv).Length);
    }

    [Fact]
    public void Audit_FolderJson_IsOneObjectAndItsCorrectionsTrain()
    {
        string corrections = photos.Below("corrections.csv");
        CommandRun run = CommandRun.Of(
            "audit", photos.Data, "--out", photos.Below("audit"), "--folds", "2", "--epochs", "1", "--set", "size=32",
            "--corrections", corrections, "--json");
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        Assert.Equal(
            ["csv", "page", "corrections", "count", "folds", "classes", "thresholds", "confidentJoint", "likelyErrors"],
            run.Json.EnumerateObject().Select(property => property.Name));
        int likely = run.Json.GetProperty("likelyErrors").GetArrayLength();
        Assert.Equal(likely + 1, File.ReadAllLines(corrections).Length);
        Assert.Equal(likely, File.ReadLines(run.Json.GetProperty("csv").GetString()!).Count(line => line.EndsWith(",true", StringComparison.Ordinal)));

        string path = run.Json.GetProperty("csv").GetString()!;
        string[] first = File.ReadLines(path).Skip(1).First().Split(',');
        string other = first[1] == "Positive" ? "Negative" : "Positive";
        File.WriteAllText(corrections, $"path,label\n{first[0]},{other}\n");
        string folder = photos.Below("corrected");
        Assert.Equal(Application.Done, photos.Train(folder, "--epochs", "1", "--labels", corrections).ExitCode);
        Assert.Contains($"\n{first[0]},{other},", File.ReadAllText(Path.Combine(folder, "split.csv")), StringComparison.Ordinal);
        JsonElement record = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "run.json"))).RootElement;
        Assert.Equal(corrections, record.GetProperty("dataset").GetProperty("labels").GetProperty("file").GetString());
    }

    [Theory]
    [InlineData("Positive/none.jpg", "Negative", "line 2: expected the path of a usable picture in")]
    [InlineData(null, "Cracked", "line 2: expected one of the classes 'Negative', 'Positive', received 'Cracked'")]
    public void Train_FaultyLabels_IsOneLineAndNoFolder(string? path, string label, string reason)
    {
        string labels = photos.Below("faulty.csv");
        path ??= File.ReadLines(Path.Combine(photos.Run, "split.csv")).Skip(1).First().Split(',')[0];
        File.WriteAllText(labels, $"path,label\n{path},{label}\n");
        string folder = photos.Below("faulty");
        CommandRun run = photos.Train(folder, "--labels", labels);
        Assert.Equal(Application.Failed, run.ExitCode);
        Assert.Contains(reason, Assert.Single(run.ErrorLines));
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("--folds: expected a whole number from 2 to 100, received '1'.", "--folds", "1")]
    [InlineData("Setting 'epoch=1': expected NAME=VALUE with one of model, size", "--set", "epoch=1")]
    public void Audit_WrongOption_IsWrongUsage(string reason, params string[] options) =>
        Assert.Contains(reason, CommandRun.Of(["audit", photos.Data, .. options]).UsageLine());

    [Fact]
    public void Audit_Cancelled_LeavesNothing()
    {
        string folder = photos.Below("cancelled-audit");
        CommandRun run = CommandRun.Of(new CancellationToken(canceled: true), "audit", photos.Run, "--out", folder);
        Assert.Equal(Application.Failed, run.ExitCode);
        Assert.Equal(["cracklab audit: stopped before the end, as asked."], run.ErrorLines);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Audit_NeitherRunNorFolder_IsOneLine() => Assert.Contains(
        "expected a folder with one subfolder a class, received a path that does not exist",
        CommandRun.Of("audit", photos.Below("missing")).FailedLine());
}
