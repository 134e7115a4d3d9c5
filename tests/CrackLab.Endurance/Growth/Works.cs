using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using CrackLab.Data;
using CrackLab.Data.Synthetic;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Losses;
using CrackLab.Engine.Optimizers;
using CrackLab.Experiments;
using CrackLab.Imaging;
using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Scripting;
using CrackLab.Mapping;
using CrackLab.Prediction;

namespace CrackLab.Endurance.Growth;

/// <summary>The works that must not grow. Each tells whether it does.</summary>
/// <param name="folder">A folder for files.</param>
internal sealed class Works(string folder)
{
    private const int FilesAFolder = 10_000;
    private const int Looks = 60;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);

    // A cell is a compilation that later ones build on and an assembly that stays loaded. The compiler's tables over the
    // references of each take 52 KiB, whatever the cell says; a list or a text that it shows would be several times that.
    private static readonly Kept WhatACellKeeps = new(Managed: 64.0 / 1024, Resident: 128.0 / 1024);

    /// <summary>Trains CrackNet with checkpoints, event files and history until the time is over.</summary>
    /// <param name="time">How long.</param>
    public bool Train(TimeSpan time)
    {
        string data = Path.Combine(folder, "train");
        SyntheticConcrete.WriteFolder(data, new SyntheticFolderOptions { Count = 1200, Size = 96, Broken = false });
        using var stop = new CancellationTokenSource(time);
        var watch = new Watch($"Training for {time.TotalMinutes:0} minutes", "epochs");
        var clock = Stopwatch.StartNew();
        TimeSpan next = TimeSpan.Zero;
        Experiment.Run(
            new ExperimentOptions { Data = data, Run = Path.Combine(folder, "run") },
            new HyperParameters { Epochs = 100_000, KeepTogether = Grouping.Duplicates },
            new ExperimentObserver { Callbacks = [new EpochWatch(Look)] },
            stop.Token);
        return watch.Tell();

        void Look(int epochs)
        {
            if (clock.Elapsed < next) return;
            next = clock.Elapsed + Pace;
            watch.Look(epochs);
        }
    }

    /// <summary>Predicts so many files by the command.</summary>
    /// <param name="count">Files.</param>
    public bool Predict(int count)
    {
        string[] photos = Photos(200, 227);
        string links = Path.Combine(folder, "links"), csv = Path.Combine(folder, "predictions.csv");
        for (int i = 0; i < count; i++)
        {
            string inner = Path.Combine(links, $"{i / FilesAFolder:D3}");
            if (i % FilesAFolder == 0) Directory.CreateDirectory(inner);
            File.CreateSymbolicLink(Path.Combine(inner, $"{i:D7}.jpg"), photos[i % photos.Length]);
        }

        using Process process = Process.Start(new ProcessStartInfo(CommandPath.Find(), ["predict", links, "--csv", csv, "--append"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        int done = 0;
        process.OutputDataReceived += (_, line) => done += line.Data is null ? 0 : 1;
        process.BeginOutputReadLine();
        var watch = new Watch(string.Create(CultureInfo.InvariantCulture, $"Predicting {count:#,0} files"), "files", process);
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(500))) watch.Look(done);
        return process.ExitCode == 0 && done == count ? watch.Tell()
            : throw new InvalidOperationException($"predict: expected exit code 0 and {count} lines, received {process.ExitCode} and {done}.");
    }

    /// <summary>Maps one photo again and again.</summary>
    /// <param name="count">Times.</param>
    public bool Map(int count)
    {
        using var mapper = new PhotoMapper(Sequential.Load(ShippedModel.Path));
        byte[] photo = JpegEncoder.Encode(SyntheticConcrete.Render(crack: true, seed: 5, size: 400));
        return Repeat("PhotoMapper.Map", "maps", count, _ => mapper.Map(photo, "photo.jpg"));
    }

    /// <summary>Opens, uses and closes sessions.</summary>
    /// <param name="count">Sessions.</param>
    public bool Sessions(int count)
    {
        Sequential model = Models.CrackNet(32);
        byte[] pictures = new byte[4 * model.InputShape.Size];
        return Repeat("Sessions opened and closed", "sessions", count, i =>
        {
            using IEngineSession session = new SimdEngine().Build(
                model, new SessionOptions { BatchSize = 4, Training = new TrainingOptions(Loss.For(model), new Adam()) });
            session.TrainStep(new ModelInput(pictures, 4), [0, 1, 0, 1], new TrainStep(i, 1e-3));
        });
    }

    /// <summary>Runs one cell again and again, with displays that are updated.</summary>
    /// <param name="count">Cells.</param>
    public bool Cells(int count)
    {
        using var session = new ScriptSession();
        var output = new NoOutput();
        return Repeat("Notebook cells with displays", "cells", count, i =>
        {
            CellResult result = session.Run(
                "var shown = display(Enumerable.Range(0, 1000).Select(n => new { n, Square = n * n }).ToList()); shown.Update(new string('x', 100_000)); Console.WriteLine(\"done\"); 1 + 1",
                i + 1,
                output);
            if (result.Status != CellStatus.Ok) throw new InvalidOperationException($"Cell {i + 1}: expected a value, received {result.Error?.Value}.");
        }, WhatACellKeeps);
    }

    /// <summary>Sends requests to the inspection page's server.</summary>
    /// <param name="count">Requests.</param>
    public async Task<bool> Serve(int count)
    {
        using Process process = Process.Start(new ProcessStartInfo(CommandPath.Find(), ["serve"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        try
        {
            var address = new Uri((await process.StandardOutput.ReadLineAsync().ConfigureAwait(false))!);
            using var client = new HttpClient { BaseAddress = address };
            byte[][] photos = [.. Photos(20, 227).Select(File.ReadAllBytes)];
            var watch = new Watch(string.Create(CultureInfo.InvariantCulture, $"serve under {count:#,0} requests"), "requests", process);
            for (int i = 0; i < count; i++)
            {
                if (i % Math.Max(1, count / Looks) == 0) watch.Look(i);
                await Ask(client, photos[i % photos.Length], i).ConfigureAwait(false);
            }

            watch.Look(count);
            return watch.Tell();
        }
        finally
        {
            process.Kill();
        }
    }

    private static async Task Ask(HttpClient client, byte[] photo, int number)
    {
        using var content = new ByteArrayContent(photo);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        using HttpResponseMessage answer = number % 10 == 9
            ? await client.GetAsync(new Uri("", UriKind.Relative)).ConfigureAwait(false)
            : await client.PostAsync(new Uri(number % 2 == 0 ? "api/predict?name=a.jpg" : "api/heatmap?name=a.jpg&steps=21", UriKind.Relative), content).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
    }

    private static bool Repeat(string what, string unit, int count, Action<int> work, Kept? kept = null)
    {
        var watch = new Watch(string.Create(CultureInfo.InvariantCulture, $"{what}, {count:#,0} times"), unit, kept: kept);
        for (int i = 0; i < count; i++)
        {
            if (i % Math.Max(1, count / Looks) == 0) watch.Look(i);
            work(i);
        }

        watch.Look(count);
        return watch.Tell();
    }

    private string[] Photos(int count, int size)
    {
        string photos = Path.Combine(folder, $"photos-{count}");
        if (!Directory.Exists(photos))
        {
            SyntheticConcrete.WriteFolder(photos, new SyntheticFolderOptions { Count = count, Size = size, Broken = false });
        }

        return [.. Directory.EnumerateFiles(photos, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }
}
