using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrackLab.Imaging;
using CrackLab.Tests.Data;
using CrackLab.Tests.Training;
using CrackLab.Tracking;

namespace CrackLab.Tests.Tracking;

/// <summary>Holds our files and our reader against event_file.py, which shares nothing with them.</summary>
public sealed class IndependentReaderTests
{
    [Fact]
    public void Files_EveryKind_MeanTheSameToBoth()
    {
        using TestFolder folder = new();
        string path = WriteAll(folder.Path);

        JsonObject theirs = Read(path);
        EventFile ours = EventFileReader.Read(path);

        Assert.Equal(ours.Records, theirs["records"]!.GetValue<int>());
        JsonArray events = theirs["events"]!.AsArray();
        Assert.Equal(ours.Events.Count, events.Count);
        foreach ((SummaryEvent mine, JsonNode? other) in ours.Events.Zip(events))
        {
            Assert.Equal((mine.Tag, mine.Step), (other!["tag"]!.GetValue<string>(), other["step"]!.GetValue<long>()));
            Assert.Equal(Told(mine), other.AsObject().Where(pair => Compared.Contains(pair.Key)).Select(pair => $"{pair.Key} {Plain(pair.Value)}"));
        }
    }

    [Fact]
    public void Files_FlippedByte_IsRefusedByIt()
    {
        using TestFolder folder = new();
        string path = WriteAll(folder.Path);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^8] ^= 4;
        File.WriteAllBytes(path, bytes);

        (int code, _, string error) = Run(path);

        Assert.Equal(1, code);
        Assert.Contains("wrong checksum of data", error);
    }

    private static readonly string[] Compared =
        ["kind", "value", "buckets", "width", "height", "pictures", "texts", "thresholds", "rows", "hyperParameters", "metrics", "settings", "group", "status", "nodes", "dataClass"];

    /// <summary>What the script must say of an event, field by field.</summary>
    private static IEnumerable<string> Told(SummaryEvent what)
    {
        object[] fields = what switch
        {
            ScalarEvent scalar => ["kind", "scalar", "value", scalar.Value],
            HistogramEvent { Histogram.Buckets: var buckets } =>
                ["dataClass", 2, "kind", "histogram", "buckets", buckets.Select(bucket => new[] { bucket.Left, bucket.Right, bucket.Count })],
            ImageEvent image =>
            [
                "dataClass", 3, "kind", "image", "width", image.Width, "height", image.Height,
                "pictures", image.Files.Select(file => ImageDecoder.Identify(file.Span)).Select(info => new[] { info.Width, info.Height }),
            ],
            TextEvent text => ["dataClass", 2, "kind", "text", "texts", text.Texts],
            PrecisionRecallEvent { Counts: var counts } =>
            [
                "dataClass", 2, "kind", "precisionRecall", "thresholds", counts.Count,
                "rows", new[]
                {
                    counts.Select(count => (float)count.TruePositives), counts.Select(count => (float)count.FalsePositives),
                    counts.Select(count => (float)count.TrueNegatives), counts.Select(count => (float)count.FalseNegatives),
                    counts.Select(count => (float)count.Precision), counts.Select(count => (float)count.Recall),
                },
            ],
            ExperimentEvent experiment =>
            [
                "dataClass", 2, "kind", "experiment", "hyperParameters", experiment.HyperParameters,
                "metrics", experiment.Metrics.Select(metric => new[] { metric.Group, metric.Tag }),
            ],
            SessionStartEvent start => ["dataClass", 2, "kind", "sessionStart", "settings", start.Settings, "group", start.Group],
            SessionEndEvent => ["dataClass", 2, "kind", "sessionEnd", "status", 1],
            GraphEvent graph => ["kind", "graph", "nodes", graph.Nodes.Select(node => new { name = node.Name, operation = node.Operation, inputs = node.Inputs })],
            _ => throw new InvalidOperationException(what.ToString()),
        };
        for (int i = 0; i < fields.Length; i += 2)
            yield return $"{fields[i]} {Plain(JsonSerializer.SerializeToNode(fields[i + 1]))}";
    }

    /// <summary>JSON with numbers in one form and settings in one order.</summary>
    private static string Plain(JsonNode? node) => node switch
    {
        JsonArray list => $"[{string.Join(",", list.Select(Plain))}]",
        JsonObject pairs => $"{{{string.Join(",", pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}:{Plain(pair.Value)}"))}}}",
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => FormattableString.Invariant($"{(float)value.Deserialize<double>():R}"),
        null => "null",
        _ => node.ToJsonString(),
    };

    private static string WriteAll(string folder)
    {
        JsonObject settings = new() { ["rate"] = 0.001, ["epochs"] = 5, ["flip"] = true, ["model"] = "größe \"a\"" };
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 1000).Select(_ => random.NextSingle())];
        using EventFileWriter writer = new(folder);
        writer.WriteScalar("epoch_loss", 3, 0.123456789);
        writer.WriteHistogram("weights/dense/kernel", 3, Histogram.Of([.. values.Select(value => value - 0.5f)]));
        writer.WriteHistogram("weights/dense/bias", -1, Histogram.Of([0]));
        writer.WriteImages("images/some", 2, new Image(5, 4), new Image(5, 4, 1));
        writer.WriteText("model", 0, "| größe | 1 |\n|---|---|");
        writer.WritePrecisionRecall("pr_curve/yes", 1L << 40, ThresholdCounts.Count(values, [.. values.Select(value => value > 0.3f)], 201));
        writer.WriteExperiment(settings, [("validation", "epoch_accuracy"), ("train", "epoch_loss")]);
        writer.WriteSessionStart(settings);
        writer.WriteSessionEnd(RunStatus.Finished);
        writer.WriteGraph(ToyPhotos.Model());
        return writer.Path;
    }

    private static JsonObject Read(string path)
    {
        (int code, string output, string error) = Run(path);
        Assert.True(code == 0, error);
        return JsonNode.Parse(output)!.AsObject();
    }

    private static (int Code, string Output, string Error) Run(string path)
    {
        string script = Path.Combine(Repository.Root, "tests", "CrackLab.Tests", "Tracking", "event_file.py");
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3", [script, path])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("No python3 on the PATH: the event files are not held against another reader.");
            throw;
        }
    }
}
