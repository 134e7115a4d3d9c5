using System.Diagnostics;
using CrackLab.Data.Synthetic;
using CrackLab.Engine.Tests.Support;
using CrackLab.Tracking;
using TorchSharp;

namespace CrackLab.TorchSharp.Tests;

/// <summary>The command with the plug-in that was built, in processes of their own: libtorch must not be in one twice.</summary>
public sealed class PluginTests
{
    // artifacts/bin/CrackLab.TorchSharp.Tests/release
    private static readonly string Configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    private static readonly string Command = Path.Combine(Repository.Root, "artifacts", "bin", "CrackLab.Cli", Configuration, "CrackLab.Cli.dll");

    private static readonly string Plugin = Path.Combine(Repository.Root, "artifacts", "bin", "CrackLab.TorchSharp", Configuration);

    [Fact]
    public async Task Train_EngineTorch_TrainsJudgesAndPredicts()
    {
        using var folder = new TemporaryFolder();
        SyntheticConcrete.WriteFolder(folder.File("photos"), new SyntheticFolderOptions { Count = 40, Size = 48 });
        string run = folder.File("run");
        string[] torchHere = ["--engine", "torch", "--device", "cpu", "--threads", "2"];
        (int code, _, string complaint) = await Run(["train", folder.File("photos"), "--out", run, "--size", "32", "--epochs", "2", "--batch", "8", .. torchHere]);
        Assert.True(code == 0, complaint);
        Assert.StartsWith("TorchSharp (libtorch ", RunRecord.Read(Path.Combine(run, "run.json")).Engine, StringComparison.Ordinal);

        (code, string torchFigures, complaint) = await Run(["evaluate", run, "--json", "--engine", "torch", "--engine-path", Plugin]);
        Assert.True(code == 0, complaint);
        (_, string figures, _) = await Run(["evaluate", run, "--json"]);
        Assert.Equal(Confusion(figures), Confusion(torchFigures));
        (code, string line, complaint) = await Run(["predict", run, Path.Combine(folder.File("photos"), "Positive"), "--engine", "torch"]);
        Assert.True(code == 0, complaint);
        Assert.NotEmpty(line);
    }

    [Fact]
    public async Task Train_NoCard_FailsInOneLineBeforeAnythingIsWritten()
    {
        Assert.SkipWhen(torch.cuda.is_available(), "There is a CUDA card here.");
        using var folder = new TemporaryFolder();
        (int code, string output, string complaint) = await Run(["train", folder.Path, "--out", folder.File("run"), "--engine", "torch", "--device", "cuda"]);
        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Matches(@"\Acracklab train: TorchSharp engine: expected a CUDA card, [^\n]+\n\z", complaint.ReplaceLineEndings("\n"));
        Assert.False(Directory.Exists(folder.File("run")));
    }

    private static string Confusion(string json) => System.Text.Json.Nodes.JsonNode.Parse(json)!["confusion"]!.ToJsonString();

    private static async Task<(int Code, string Output, string Complaint)> Run(string[] arguments)
    {
        Assert.True(File.Exists(Command), $"{Command}: expected the command, received none.");
        var start = new ProcessStartInfo(Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet", [Command, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> complaint = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await complaint);
    }
}
