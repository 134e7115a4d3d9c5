using System.Net.Http.Headers;

namespace CrackLab.Endurance.Stops;

/// <summary>Every verb that can take long, in each way that it can.</summary>
internal static class StopCases
{
    private const string Saved = "everything so far is saved";

    /// <summary>Lists them.</summary>
    /// <param name="scene">The data that they work on.</param>
    public static IReadOnlyList<StopCase> Of(StopScene scene) =>
    [
        .. DataCases(scene), .. TrainingCases(scene), .. ModelCases(scene), .. ServerCases(scene), .. NotebookCases(scene),
    ];

    private static IEnumerable<StopCase> DataCases(StopScene scene) =>
    [
        new("demo", folder => ["demo", "--out", Below(folder)]) { Says = null },
        new("data sample", folder => ["data", "sample", "--out", Below(folder), "--count", "2000"]) { LeavesNothing = true },
        new("data sample, 4096 x 4096", folder => ["data", "sample", "--out", Below(folder), "--count", "6", "--size", "4096"]) { LeavesNothing = true },
        new("inspect", _ => ["inspect", scene.Data]),
        new("inspect, 48 MP", _ => ["inspect", Path.GetDirectoryName(scene.Photos)!]),
        new("inspect --groups", folder => ["inspect", scene.Data, "--groups", Below(folder)]) { LeavesNothing = true },
        new("clean", folder => ["clean", scene.Data, "--to", Below(folder)]) { LeavesNothing = true },
        new("mosaic", folder => ["mosaic", scene.Crops, "--out", Below(folder), "--min-crops", "2"]) { LeavesNothing = true },
        new("data fetch --from", folder => ["data", "fetch", "--out", Below(folder), "--from", scene.Archive]),
    ];

    private static IEnumerable<StopCase> TrainingCases(StopScene scene) =>
    [
        new("train", folder => ["train", scene.Data, "--out", Below(folder), "--epochs", "3"]) { Says = null },
        new("train, seed, batch 64", folder => ["train", scene.Data, "--out", Below(folder), "--epochs", "2", "--model", "seed", "--size", "256", "--batch", "64", "--limit", "600", "--set", "keepTogether=duplicates"]) { Says = null },
        new("train, batch 2048", folder => ["train", scene.Data, "--out", Below(folder), "--epochs", "3", "--batch", "2048", "--size", "128", "--set", "keepTogether=duplicates"]) { Says = null },
        new("train --folds", folder => ["train", scene.Small, "--out", Below(folder), "--epochs", "2", "--folds", "3"]) { Says = null },
        new("sweep", folder => ["sweep", scene.Sweep, "--out", Below(folder)]) { Says = null },
        new("audit", folder => ["audit", scene.Small, "--out", Below(folder), "--epochs", "2", "--folds", "3"]) { LeavesNothing = true },
    ];

    private static IEnumerable<StopCase> ModelCases(StopScene scene) =>
    [
        new("evaluate", _ => ["evaluate", scene.Trained, "--data", scene.Data]),
        new("evaluate --calibrate", _ => ["evaluate", scene.Trained, "--data", scene.Data, "--calibrate", "500"]),
        new("predict", folder => ["predict", scene.Trained, scene.Data, "--csv", Below(folder)]) { LeavesNothing = true },
        new("predict --append", folder => ["predict", scene.Trained, scene.Data, "--append", "--csv", Below(folder)]) { Says = "has the rows so far" },
        new("predict, 48 MP", _ => ["predict", scene.Trained, scene.Photos]),
        new("predict, 48 MP PNG", _ => ["predict", scene.Trained, scene.Png]),
        new("predict -, nothing comes", _ => ["predict", scene.Trained, "-"]) { HasSilentInput = true, IsEndless = true },
        new("predict -, half a picture comes", _ => ["predict", scene.Trained, "-"]) { HasSilentInput = true, Input = scene.Photo, IsEndless = true },
        new("heatmap, one of 48 MP", folder => ["heatmap", scene.Photo, "--out", Below(folder)]),
        new("heatmap, eight of 48 MP", folder => ["heatmap", scene.Photos, "--out", Below(folder)]),
        new("heatmap, 48 MP PNG", folder => ["heatmap", scene.Png, "--out", Below(folder)]),
        new("heatmap -, nothing comes", folder => ["heatmap", "-", "--out", Below(folder)]) { HasSilentInput = true, IsEndless = true },
        new("explain", folder => ["explain", scene.Trained, Path.Combine(scene.Small, "Positive"), "--out", Below(folder)]),
        new("explain, 48 MP", folder => ["explain", scene.Trained, scene.Photos, "--out", Below(folder)]),
        new("explain --method occlusion", folder => ["explain", scene.Trained, Path.Combine(scene.Small, "Positive"), "--out", Below(folder), "--method", "occlusion"]),
        new("export", folder => ["export", scene.Large, "--onnx", Below(folder), "--any-size"]) { LeavesNothing = true },
        new("import", folder => ["import", scene.Onnx, "--out", Below(folder)]) { LeavesNothing = true },
        new("runs", _ => ["runs", scene.Runs]),
        new("curves", folder => ["curves", scene.Runs, "--html", Below(folder)]) { LeavesNothing = true },
    ];

    private static IEnumerable<StopCase> ServerCases(StopScene scene) =>
    [
        new("curves --follow", _ => ["curves", scene.Runs, "--follow"]) { Begins = "http", ExitCode = 0, Says = null, IsEndless = true },
        new("curves --follow, asked", _ => ["curves", scene.Runs, "--follow"]) { Begins = "http", Keep = AskCurves, ExitCode = 0, Says = null, IsEndless = true },
        new("serve", _ => ["serve"]) { Begins = "http", ExitCode = 0, Says = null, IsEndless = true },
        new("serve, busy", _ => ["serve"])
        {
            Begins = "http",
            Keep = (line, stop) => Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AskHeatmaps(line, scene.Photo, stop))),
            ExitCode = 0,
            Says = null,
            IsEndless = true,
        },
    ];

    private static IEnumerable<StopCase> NotebookCases(StopScene scene) => StopCells.Of(scene).SelectMany(cell => new StopCase[]
    {
        new($"notebook run, {cell.Name}", folder => ["notebook", "run", scene.Notebook(cell.Name), "--out", folder]) { IsEndless = true, Says = null },
        new($"notebook run, {cell.Name}, alone", folder => ["notebook", "run", scene.Notebook(cell.Name), "--out", folder]) { IsEndless = true, IsGroup = false, Says = null },
    });

    private static string Below(string folder) => Path.Combine(folder, "out");

    private static async Task AskCurves(string line, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = new Uri(line.Trim()) };
        await Ask(() => client.GetStringAsync(new Uri("", UriKind.Relative), stop), stop).ConfigureAwait(false);
    }

    private static async Task AskHeatmaps(string line, string photo, CancellationToken stop)
    {
        byte[] bytes = await File.ReadAllBytesAsync(photo, stop).ConfigureAwait(false);
        using var client = new HttpClient { BaseAddress = new Uri(line.Trim()) };
        await Ask(
            () =>
            {
                var content = new ByteArrayContent(bytes);
                content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
                return client.PostAsync(new Uri("api/heatmap?name=wall.jpg", UriKind.Relative), content, stop);
            },
            stop).ConfigureAwait(false);
    }

    private static async Task Ask(Func<Task> ask, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ask().ConfigureAwait(false);
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException)
            {
                // The server goes away while it is asked: that is what is tried here.
                return;
            }
        }
    }
}
