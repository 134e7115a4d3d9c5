using System.Diagnostics;
using System.Text.Json;

namespace CrackLab.Cli.Tests;

/// <summary>Names that break lines, steer terminals, lead nowhere or are as long as a disk allows.</summary>
public sealed class OddNamesTests : IDisposable
{
    private readonly SampleFolder _sample = new();

    private string Good => Path.Combine(_sample.Data, "Positive", "00001.jpg");

    [Fact]
    public void Verbs_NamesWithLinesAndControlCodes_StayOnOneLine()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows allows no such names.");
        string folder = Folder("a\nb.jpg", "esc\u001b[31m.jpg");
        File.WriteAllText(Path.Combine(folder, "Positive", "bad\nname.jpg"), "no picture");
        string[][] commands =
        [
            ["inspect", folder],
            ["predict", _sample.Model, folder],
            ["explain", _sample.Model, folder, "--out", _sample.Below("maps")],
            ["heatmap", _sample.Model, folder, "--out", _sample.Below("heat")],
            ["clean", folder, "--to", _sample.Below("aside")],
        ];
        foreach (string[] command in commands)
        {
            CommandRun run = CommandRun.Of(command);
            Assert.Equal((Application.Done, ""), (run.ExitCode, run.Errors));
            Assert.DoesNotContain('\u001b', run.Output);
            Assert.Contains(run.OutputLines, line => line.Contains("bad\uFFFDname.jpg", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Predict_JsonAndCsv_KeepSuchNamesAsTheyAre()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows allows no such names.");
        string folder = Folder("a\nb, \"c\".jpg");
        string csv = _sample.Below("odd.csv");
        CommandRun run = CommandRun.Of("predict", _sample.Model, folder, "--json", "--csv", csv);
        string path = Path.Combine(folder, "Positive", "a\nb, \"c\".jpg");
        Assert.Equal(path, run.Json.GetProperty("path").GetString());
        Assert.Contains($"\n\"{path.Replace("\"", "\"\"", StringComparison.Ordinal)}\",", File.ReadAllText(csv));
    }

    [Fact]
    public void Evaluate_Json_IsStillJson()
    {
        CommandRun run = CommandRun.Of("evaluate", _sample.Model, "--data", _sample.Data, "--json");
        Assert.Equal(JsonValueKind.Object, run.Json.ValueKind);
    }

    [Fact]
    public async Task Predict_PipeInAFolder_IsARowAndNotAWaitForEver()
    {
        string folder = Folder("a.jpg");
        OddFiles.MakePipe(Path.Combine(folder, "Positive", "pipe.jpg"));
        foreach (string[] command in new[] { new[] { "predict", _sample.Model, folder }, ["explain", _sample.Model, folder, "--out", _sample.Below("maps")] })
        {
            using Process process = Launcher.Start(command);
            CommandRun run = await process.Finish();
            Assert.Equal(Application.Done, run.ExitCode);
            Assert.Contains("received no bytes", Assert.Single(run.OutputLines, line => line.Contains("pipe.jpg", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Predict_NameThatIsNoUtf8_IsARow()
    {
        string folder = Folder("a.jpg");
        using OddFiles odd = OddFiles.Write(Path.Combine(folder, "Positive"), @"bad\377.jpg", File.ReadAllBytes(Good));
        CommandRun run = CommandRun.Of("predict", _sample.Model, folder);
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Contains(run.OutputLines, line => line.Contains("bad\uFFFD.jpg", StringComparison.Ordinal) && line.EndsWith("expected a name in UTF-8, received other bytes in it. Rename the file", StringComparison.Ordinal));
        Assert.Contains(CommandRun.Of("inspect", folder).OutputLines, line => line.StartsWith("Positive/bad\uFFFD.jpg  Unreadable", StringComparison.Ordinal));
    }

    [Fact]
    public void Explain_LinkToNothing_IsARowAndTheOthersAreExplained()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links on Windows takes rights that tests may lack.");
        string folder = Folder($"{new string('x', 251)}.jpg", "b.jpg");
        File.CreateSymbolicLink(Path.Combine(folder, "Positive", "a.jpg"), "nowhere.jpg");
        CommandRun run = CommandRun.Of("explain", _sample.Model, folder, "--out", _sample.Below("maps"));
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Equal(3, run.OutputLines.Length);
        Assert.Contains("  error  ", run.OutputLines[0]);
        Assert.Equal(2, Directory.GetFiles(_sample.Below("maps")).Length);
    }

    [Fact]
    public void Heatmap_LongestName_IsMapped()
    {
        string folder = Folder($"{new string('x', 251)}.jpg");
        CommandRun run = CommandRun.Of("heatmap", _sample.Model, folder, "--out", _sample.Below("heat"));
        Assert.Equal((Application.Done, ""), (run.ExitCode, run.Errors));
    }

    [Fact]
    public async Task Launcher_StandardOutputOnAFullDisk_SaysSo()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no device that is always full.");
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" inspect \"$1\" > /dev/full", Launcher.FullPath, _sample.Data])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Application.Failed, process.ExitCode);
        Assert.Equal("cracklab inspect: Writing 'standard output': expected free space on the disk, received 'disk full'. Free some space or choose another disk.", errors.Trim());
    }

    public void Dispose() => _sample.Dispose();

    /// <summary>A folder with one class of good photos of these names.</summary>
    private string Folder(params string[] names)
    {
        string folder = _sample.Below("odd");
        Directory.CreateDirectory(Path.Combine(folder, "Positive"));
        Array.ForEach(names, name => File.Copy(Good, Path.Combine(folder, "Positive", name)));
        return folder;
    }
}
