using System.Text.Json;

namespace CrackLab.Packaging.Tests;

/// <summary>The command as a user gets it: installed from its package, far from the repository.</summary>
public sealed class ToolTests(PackageFeed feed)
{
    private const string Notebook = """
        {
          "cells": [{
            "cell_type": "code", "execution_count": null, "id": "squares", "metadata": {}, "outputs": [],
            "source": ["Enumerable.Range(1, 5).Select(i => i * i).Sum()"]
          }],
          "metadata": { "kernelspec": { "display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp" } },
          "nbformat": 4, "nbformat_minor": 5
        }
        """;

    [Fact]
    public async Task Tool_Version_IsThatOfThePackage()
    {
        using System.IO.Compression.ZipArchive package = feed.Open("CrackLab.Cli");
        using var reader = new StreamReader(package.GetEntry("CrackLab.Cli.nuspec")!.Open());
        string version = (await feed.Run("--version")).Output.Trim();

        Assert.Contains($"<version>{version}</version>", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tool_TrainThenPredict_AnswersForEveryPhoto()
    {
        await feed.Run("train", "photos", "--out", "run", "--epochs", "1", "--size", "32");
        ProgramRun predicted = await feed.Run("predict", "run", Path.Combine("photos", "Positive"), "--json");

        Assert.Equal(Directory.GetFiles(Path.Combine(feed.Photos, "Positive")).Length, predicted.Lines.Length);
        Assert.Contains(predicted.Lines, line => JsonDocument.Parse(line).RootElement.TryGetProperty("probability", out _));
    }

    [Fact]
    public async Task Tool_Sweep_FindsItsNativeLibrary()
    {
        await File.WriteAllTextAsync(
            Path.Combine(feed.Folder, "spec.json"),
            """{ "data": "photos", "settings": { "epochs": 1, "size": 16 }, "search": "grid", "parameters": { "learningRate": { "choice": [0.004] } } }""",
            TestContext.Current.CancellationToken);

        ProgramRun run = await feed.Run("sweep", "spec.json", "--out", "sweep", "--json");

        Assert.True(JsonDocument.Parse(run.Output).RootElement.GetProperty("finished").GetBoolean());
    }

    [Fact]
    public async Task Tool_NotebookRun_FindsItsKernel()
    {
        await File.WriteAllTextAsync(Path.Combine(feed.Folder, "squares.ipynb"), Notebook, TestContext.Current.CancellationToken);

        await feed.Run("notebook", "run", "squares.ipynb", "--out", "ran");

        Assert.Contains("\"55\"", await File.ReadAllTextAsync(Path.Combine(feed.Folder, "ran", "squares.ipynb"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tool_KernelInstall_MakesACopyThatRunsByItself()
    {
        string source = Path.Combine(feed.Folder, "copied.ipynb"), target = Path.Combine(feed.Folder, "copied", "copied.ipynb");
        await File.WriteAllTextAsync(source, Notebook, TestContext.Current.CancellationToken);
        await feed.Run("kernel", "install", "--data-dir", "jupyter");
        string specification = Path.Combine(feed.Folder, "jupyter", "kernels", "cracklab-csharp", "kernel.json");
        string[] command = [.. JsonDocument.Parse(await File.ReadAllTextAsync(specification, TestContext.Current.CancellationToken))
            .RootElement.GetProperty("argv").EnumerateArray().Select(word => word.GetString()!)];

        Assert.Equal("{connection_file}", command[^1]);
        Assert.DoesNotContain(command, word => word.StartsWith(Path.GetDirectoryName(feed.Command)!, StringComparison.Ordinal));
        await ProgramRun.Of(feed.Folder, new Dictionary<string, string>(StringComparer.Ordinal), [.. command[..^1], "run", source, target, "", ""]);
        Assert.Contains("\"55\"", await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
