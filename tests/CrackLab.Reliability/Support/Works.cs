using System.Text.Json;

namespace CrackLab.Reliability.Support;

/// <summary>The verbs that write, each with a command line that is soon done.</summary>
/// <param name="place">Data and a model.</param>
internal sealed class Works(Workplace place)
{
    private const string Notebook = """
        {"cells":[{"cell_type":"code","execution_count":null,"id":"a1","metadata":{},"outputs":[],"source":["new string('x', 300000)"]}],
        "metadata":{"kernelspec":{"display_name":"C#","language":"C#","name":".net-csharp"},"language_info":{"name":"C#"}},"nbformat":4,"nbformat_minor":5}
        """;

    /// <summary>All of them by name.</summary>
    /// <param name="target">Folder to write to; it exists.</param>
    public IReadOnlyList<Work> All(string target)
    {
        string At(string name) => Path.Combine(target, name);
        string run = Path.GetDirectoryName(place.Model)!;
        return
        [
            new("train", At("run"), ["train", place.Data, "--out", At("run"), "--epochs", "3", .. Workplace.Settings]),
            new("train --folds", At("folds"), ["train", place.Data, "--out", At("folds"), "--folds", "2", "--epochs", "1", .. Workplace.Settings]),
            new("sweep", At("sweep"), ["sweep", Spec(), "--out", At("sweep"), "--threads", "1"]),
            new("predict --csv", At("p.csv"), ["predict", place.Model, place.Data, "--csv", At("p.csv")]) { IsFile = true },
            new("predict --append", At("a.csv"), ["predict", place.Model, place.Data, "--csv", At("a.csv"), "--append"]),
            new("heatmap", At("heat"), ["heatmap", place.Model, Path.Combine(place.Data, "Positive"), "--out", At("heat")]),
            new("explain", At("maps"), ["explain", place.Model, Path.Combine(place.Data, "Positive"), "--out", At("maps")]),
            new("export --onnx", At("m.onnx"), ["export", place.Model, "--onnx", At("m.onnx")]) { IsFile = true },
            new("import", At("m.safetensors"), ["import", Onnx(), "--out", At("m.safetensors")]) { IsFile = true },
            new("inspect --groups", At("g.csv"), ["inspect", place.Data, "--groups", At("g.csv")]) { IsFile = true },
            new("runs --csv", At("r.csv"), ["runs", run, "--csv", At("r.csv")]) { IsFile = true },
            new("curves --html", At("c.html"), ["curves", run, "--html", At("c.html")]) { IsFile = true },
            new("audit", At("audit"), ["audit", place.Data, "--out", At("audit"), "--folds", "2", "--epochs", "1"]),
            new("mosaic", At("mosaic"), ["mosaic", place.Data, "--out", At("mosaic"), "--min-crops", "2"]),
            new("data sample", At("sample"), ["data", "sample", "--out", At("sample"), "--count", "60", "--size", "128"]),
            new("clean", At("aside"), ["clean", Copy(), "--to", At("aside")]),
            new("kernel install", At("jupyter"), ["kernel", "install", "--data-dir", At("jupyter")]),
            new("notebook run", At("n.ipynb"), ["notebook", "run", Lesson(), "--out", At("n"), "--html"]),
        ];
    }

    /// <summary>A new copy of the data, to be cleaned.</summary>
    public string Copy()
    {
        string copy = Path.Combine(place.New("copy"), "data");
        Tree.Copy(place.Data, copy);
        return copy;
    }

    private string Spec() => Written("spec.json", $$"""
        { "data": {{JsonSerializer.Serialize(place.Data)}}, "settings": { "size": 32, "epochs": 2, "batchSize": 8, "keepTogether": "duplicates" },
          "search": "random", "trials": 2, "parameters": { "learningRate": { "logUniform": [0.0003, 0.03] } } }
        """);

    private string Lesson() => Written("lesson.ipynb", Notebook);

    private string Written(string name, string text)
    {
        string path = place.Below(name);
        File.WriteAllText(path, text);
        return path;
    }

    private string Onnx()
    {
        string path = place.Below("model.onnx");
        if (!File.Exists(path))
        {
            place.Plain.Run("export", place.Model, "--onnx", path).Done();
        }

        return path;
    }
}
