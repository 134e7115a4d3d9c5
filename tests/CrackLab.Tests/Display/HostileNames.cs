using CrackLab.Data;
using CrackLab.Data.Synthetic;
using CrackLab.Display;
using CrackLab.Display.Views;
using CrackLab.Engine;
using CrackLab.Evaluation;
using CrackLab.Experiments;
using CrackLab.Explanation;
using CrackLab.Imaging;
using CrackLab.Mapping;
using CrackLab.Prediction;
using CrackLab.Sweeps;
using CrackLab.Tests.Data;
using CrackLab.Tracking;

namespace CrackLab.Tests.Display;

/// <summary>A folder whose names are HTML, and every page and display that the laboratory makes of it: made once.</summary>
public sealed class HostileNames : IDisposable
{
    /// <summary>Leaves an attribute in either kind of quotes, begins a script, and is another text where it is decoded once too often.</summary>
    public const string Name = "evil\"evil'evil<script>alert(1)evil&lt;x";

    private readonly TestFolder _folder = new();

    public HostileNames()
    {
        if (OperatingSystem.IsWindows()) return;
        Write();
        ExperimentResult run = Experiment.Run(
            new ExperimentOptions { Data = Photos, Run = _folder[Name], Command = $"cracklab train {Name}" },
            new HyperParameters { Size = 32, Epochs = 1, BatchSize = 8 });
        AuditResult audit = Audit.Run(
            new AuditOptions { Data = Photos, Output = _folder["audit"], Folds = 2, Changes = ["size=16", "epochs=1", "batchSize=8"] });
        Pages["report of a run"] = File.ReadAllText(run.Folder.ReportFile);
        Pages["page of an audit"] = File.ReadAllText(audit.PageFile);
        Pages["curves"] = CurvesPage.Render(TrackedRun.Find(_folder[Name]));
        Pages["heatmaps of a folder"] = MapPages(run.Training.BestModel);
        Pages["sweep"] = SweepPage.Render(Sweep(), new SweepSpec { Data = Photos, Parameters = [SearchParameter.Choice("optimizer", "sgd")] });
        foreach ((string name, object value) in Displays(run, audit.Audit))
        {
            Pages[$"display of {name}"] = NotebookViews.Html(value) ?? throw new InvalidOperationException($"{name}: expected HTML, received none.");
        }
    }

    /// <summary>HTML by what it is.</summary>
    public Dictionary<string, string> Pages { get; } = new(StringComparer.Ordinal);

    private string Photos => _folder["photos"];

    public void Dispose() => _folder.Dispose();

    private void Write()
    {
        for (int i = 0; i < 24; i++)
        {
            byte[] photo = JpegEncoder.Encode(SyntheticConcrete.Render(crack: i % 2 == 0, seed: (ulong)i, size: 48));
            _folder.Write($"photos/{(i % 2 == 0 ? Name : "plain")}/{Name} {i}.jpg", photo);
        }

        _folder.Write($"photos/{Name}/{Name} broken.jpg", "no picture");
        File.Copy(Path.Combine(Photos, Name, $"{Name} 0.jpg"), Path.Combine(Photos, Name, $"{Name} copy.jpg"));
    }

    private string MapPages(Sequential model)
    {
        using var mapper = new PhotoMapper(model);
        using var report = new MapReport(mapper, _folder["heat"]);
        MappedPhoto map = report.Add(Photo(0));
        MappedPhoto broken = report.Add(Path.Combine(Photos, Name, $"{Name} broken.jpg"));
        report.Commit();
        Pages["display of a mapped photo"] = NotebookViews.Html(map)!;
        Pages["display of a photo that cannot be mapped"] = NotebookViews.Html(broken)!;
        Pages["display of a map"] = NotebookViews.Html(map.Map)!;
        return File.ReadAllText(report.PagePath);
    }

    private static SearchResult Sweep() =>
        CrackLab.Sweeps.Sweep.Grid([SearchParameter.Choice(Name, Name, "plain")], trial => trial.Settings[Name].Length);

    private IEnumerable<(string Name, object Value)> Displays(ExperimentResult run, LabelAudit audit)
    {
        ImageFolder folder = ImageFolder.Open(Photos);
        InspectionReport report = folder.Inspect();
        Sequential model = run.Training.BestModel;
        ScoredSet scored = SetEvaluator.Evaluate(model, run.Split.All);
        TrackedRun tracked = TrackedRun.Read(_folder[Name]);
        using Classifier classifier = Classifier.Load(run.Folder.ModelFile);
        yield return ("a folder", folder);
        yield return ("an inspection", report);
        yield return ("a set", report.Healthy);
        yield return ("a split", run.Split);
        yield return ("a training", run.Training);
        yield return ("figures", scored.Result);
        yield return ("scores", scored);
        yield return ("a confusion matrix", scored.Result.Confusion);
        yield return ("an audit", audit);
        yield return ("a prediction", classifier.Predict(Photo(0)));
        yield return ("a heatmap", GradCam.Compute(model, Photo(0)));
        yield return ("an occlusion map", OcclusionMap.Compute(model, Photo(0), steps: 2));
        yield return ("a gallery", Gallery.PerClass(report.Healthy, each: 2));
        yield return ("a gallery of files", Gallery.Of(Name, [Photo(0)]));
        yield return ("mistakes", Gallery.Mistakes(scored.At(0.9999)));
        yield return ("runs", new RunTable([tracked]));
        yield return ("compared runs", new RunComparison([tracked, tracked with { Name = $"{Name} 2" }]));
        yield return ("a search", Sweep());
        yield return ("its settings", Sweep().Chart(Name));
        yield return ("an exercise", Exercise.Check(Name, () => false, Name));
        QuarantineResult moved = report.Quarantine(_folder[$"{Name} away"]);
        yield return ("a quarantine", moved);
    }

    private string Photo(int number) => Path.Combine(Photos, Name, $"{Name} {number}.jpg");
}
