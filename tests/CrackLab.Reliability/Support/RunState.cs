using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Serialization;
using CrackLab.Tracking;

namespace CrackLab.Reliability.Support;

/// <summary>What a run's folder holds, but for times and its name: equal for equal trainings.</summary>
internal static class RunState
{
    private const string RunName = "run_id";

    private static readonly string[] Times = ["seconds", "imagesPerSecond"];

    /// <summary>Requires that no file of a run is half of one, whenever it was killed.</summary>
    /// <param name="run">The folder; need not exist.</param>
    public static void RequireWhole(string run)
    {
        if (!Directory.Exists(run))
        {
            return;
        }

        foreach (string file in Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file)[0] != '.'))
        {
            switch (Path.GetExtension(file))
            {
                case ".json":
                    JsonDocument.Parse(File.ReadAllText(file)).Dispose();
                    break;
                case ".safetensors":
                    ModelFile.Load(file);
                    break;
                case ".csv":
                    RequireWholeTable(file);
                    break;
                case ".html":
                    BrokenPromise.Unless(File.ReadAllText(file).TrimEnd().EndsWith("</html>", StringComparison.Ordinal), $"{file}: expected a whole page");
                    break;
                case ".v2":
                    EventFileDamage? damage = EventFileReader.Read(file).Damages.FirstOrDefault(one => !one.IsCutTail);
                    BrokenPromise.Unless(damage is null, $"{file}: expected sound records up to the last, received {damage}");
                    break;
                default:
                    throw new BrokenPromise($"{file}: expected the files of a run alone");
            }
        }
    }

    /// <summary>Describes a finished run.</summary>
    public static SortedDictionary<string, string> Read(string run)
    {
        RunFolder folder = RunFolder.Open(run);
        var state = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["split.csv"] = File.ReadAllText(folder.SplitFile),
            ["status"] = RunRecord.Read(folder.RecordFile).Status.ToString(),
            ["settings"] = RunRecord.Read(folder.RecordFile).Settings.ToJsonString(),
            ["history.csv"] = string.Join('\n', History.ReadCsv(folder.HistoryFile).Select(epoch => epoch with { Seconds = 0, ImagesPerSecond = 0 })),
        };
        foreach (string model in new[] { folder.ModelFile, folder.BestModel, folder.LastModel }.Where(File.Exists))
        {
            state[Path.GetFileName(model)] = Describe(model);
        }

        if (File.Exists(folder.MetricsFile))
        {
            state["metrics.json"] = File.ReadAllText(folder.MetricsFile);
        }

        foreach (string part in new[] { "", "train", "validation" })
        {
            foreach (ScalarEvent scalar in Directory.EnumerateFiles(Path.Combine(run, part), "events.out.tfevents.*")
                .SelectMany(file => EventFileReader.Read(file).Scalars).Where(scalar => scalar.Tag != "epoch_seconds"))
            {
                string key = string.Create(CultureInfo.InvariantCulture, $"events {part}/{scalar.Tag} {scalar.Step}");
                BrokenPromise.Unless(!state.ContainsKey(key), $"{run}: expected each value once, received {key} twice");
                state[key] = scalar.Value.ToString("R", CultureInfo.InvariantCulture);
            }
        }

        return state;
    }

    /// <summary>Every bit of a model file that does not tell the time or where it is from.</summary>
    private static string Describe(string path)
    {
        Sequential model = ModelFile.Load(path, out IReadOnlyList<NamedTensor> state, out IReadOnlyDictionary<string, string> metadata);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Parameter parameter in model.Parameters)
        {
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(parameter.Values.ToArray()));
        }

        foreach (NamedTensor tensor in state)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(tensor.Name));
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(tensor.Values.Span));
        }

        string words = string.Join('\n', metadata.Where(pair => pair.Key != RunName).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={Untimed(pair.Value)}"));
        return $"{Convert.ToHexStringLower(hash.GetHashAndReset())}\n{words}";
    }

    private static string Untimed(string value)
    {
        if (!value.StartsWith('{'))
        {
            return value;
        }

        JsonNode json = JsonNode.Parse(value)!;
        Strip(json);
        return json.ToJsonString();
    }

    private static void Strip(JsonNode node)
    {
        if (node is JsonObject entries)
        {
            Array.ForEach(Times, name => entries.Remove(name));
        }

        foreach (JsonNode child in (node as JsonObject)?.Select(pair => pair.Value).OfType<JsonNode>() ?? (node as JsonArray)?.OfType<JsonNode>() ?? [])
        {
            Strip(child);
        }
    }

    /// <summary>Requires that a table ends with a whole line, as wide as its first.</summary>
    public static void RequireWholeTable(string file)
    {
        string text = File.ReadAllText(file);
        BrokenPromise.Unless(text.EndsWith('\n'), $"{file}: expected a whole last line");
        string[] columns = text[..text.IndexOf('\n', StringComparison.Ordinal)].TrimEnd('\r').Split(',');
        _ = CsvRows.Count(file, columns.Length);
    }
}
