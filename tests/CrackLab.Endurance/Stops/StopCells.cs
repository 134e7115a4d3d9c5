using System.Text.Json;

namespace CrackLab.Endurance.Stops;

/// <summary>Cells of notebooks that take long: their own code, and calls of the library.</summary>
internal static class StopCells
{
    /// <summary>Lists them by name.</summary>
    /// <param name="scene">The data that they work on.</param>
    public static IReadOnlyList<(string Name, string Code)> Of(StopScene scene) =>
    [
        ("endless loop", "while (true) { }"),
        ("busy cell", "double sum = 0; for (long i = 0; i < 4_000_000_000_000; i++) { sum += System.Math.Sqrt(i); }"),
        ("sleeping cell", "System.Threading.Thread.Sleep(600_000);"),
        ("awaiting cell", "await System.Threading.Tasks.Task.Delay(600_000);"),
        ("call that cannot be stopped", "System.Numerics.BigInteger.Pow(7, 30_000_000).ToString();"),
        ("Inspect", Again(scene, "ImageFolder.Open(data).Inspect()")),
        ("FindOverlaps", Again(scene, "set.Limit(2000, seed++).FindOverlaps()", "var set = ImageFolder.Open(data).Inspect().Healthy; int seed = 0")),
        ("Trainer.Fit", $"""
            {Beginning(scene)}
            var split = ImageFolder.Open(data).Inspect().Healthy.Split(0.7, 0.2, 0.1);
            new Trainer(Models.SeedCnn()) {"{"} Epochs = 1000, BatchSize = 64 {"}"}.Fit(split.Train, split.Validation);
            """),
        ("PhotoMapper.Map", Again(scene, "mapper.Map(photo)", "var mapper = new PhotoMapper(Sequential.Load(ShippedModel.Path))")),
        ("Classifier.PredictAll", Again(scene, "classifier.PredictAll(System.IO.Directory.GetFiles(photos)).Count()", "var classifier = Classifier.Load(ShippedModel.Path)")),
        ("Sweep.Run", $"""
            {Beginning(scene)}
            Sweep.Run(new SweepOptions {"{"} Spec = SweepSpecFile.Read({Quoted(scene.Sweep)}), Folder = System.IO.Directory.CreateTempSubdirectory("cracklab-stops-").FullName + "/sweep" {"}"});
            """),
        ("SetEvaluator.Evaluate", Again(scene, "SetEvaluator.Evaluate(model, set)", "var model = Sequential.Load(ShippedModel.Path); var set = ImageFolder.Open(data).Inspect().Healthy")),
        ("SyntheticConcrete.Render", Again(scene, "SyntheticConcrete.WriteIfMissing(System.IO.Path.GetTempFileName() + \"-d\", new SyntheticFolderOptions { Count = 4, Size = 4096 })")),
    ];

    /// <summary>A notebook of one cell.</summary>
    /// <param name="code">Its text.</param>
    public static string Notebook(string code) => JsonSerializer.Serialize(new
    {
        cells = new[]
        {
            new { cell_type = "code", id = "a", execution_count = (int?)null, metadata = new { }, outputs = Array.Empty<string>(), source = code },
        },
        metadata = new
        {
            kernelspec = new { display_name = ".NET (C#)", language = "C#", name = ".net-csharp" },
            language_info = new { name = "C#" },
        },
        nbformat = 4,
        nbformat_minor = 5,
    });

    private static string Again(StopScene scene, string call, string before = "") => $"{Beginning(scene)}\n{before};\nwhile (true) {"{"} {call}; {"}"}";

    private static string Beginning(StopScene scene) => $"""
        #r "{typeof(CrackLab.Data.ImageFolder).Assembly.Location}"
        using System.Linq; using CrackLab.Data; using CrackLab.Data.Synthetic; using CrackLab.Engine; using CrackLab.Evaluation;
        using CrackLab.Mapping; using CrackLab.Prediction; using CrackLab.Sweeps; using CrackLab.Training;
        string data = {Quoted(scene.Data)}, photos = {Quoted(scene.Photos)}, photo = {Quoted(scene.Photo)};
        """;

    private static string Quoted(string text) => $"@\"{text}\"";
}
