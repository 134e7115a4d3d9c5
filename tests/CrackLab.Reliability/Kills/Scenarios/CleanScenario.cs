using System.Text.Json;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills.Scenarios;

/// <summary>Many broken files that are moved out, or back.</summary>
/// <param name="place">Good and broken photos.</param>
/// <param name="isAcross">Whether they are moved to another disk, where moving is copying and removing.</param>
/// <param name="isUndo">Whether they are moved back.</param>
internal sealed class CleanScenario(Workplace place, bool isAcross, bool isUndo) : Scenario(place)
{
    private const string OtherDisk = "/dev/shm";
    private const int Copies = 20;

    private string? _data;

    public override string Name => $"clean{(isUndo ? " --undo" : "")}{(isAcross ? " across disks" : "")}";

    public override int Weight => 5;

    public override string? Missing => isAcross && !Directory.Exists(OtherDisk) ? $"there is no {OtherDisk}" : null;

    public override void Prepare(string folder)
    {
        Tree.Copy(_data ??= Broken(), Data(folder));
        if (isUndo)
        {
            Place.Plain.Run("clean", Data(folder), "--to", Aside(folder)).Done();
        }
    }

    public override IReadOnlyList<string> Arguments(string folder) =>
        ["clean", Data(folder), "--to", Aside(folder), .. isUndo ? new[] { "--undo" } : []];

    public override void RequireWhole(string folder)
    {
        SortedDictionary<string, string> before = Tree.Read(_data!), data = Tree.Read(Data(folder)), aside = Tree.Read(Aside(folder));
        aside.Remove("quarantine.jsonl");
        foreach ((string path, string hash) in before)
        {
            string?[] places = [data.GetValueOrDefault(path), aside.GetValueOrDefault(path)];
            string[] there = [.. places.OfType<string>()];

            // Across disks a file may be whole in both, until the next time.
            BrokenPromise.Unless(there.Length == 1 || (isAcross && there.Length == 2), $"{path}: expected in one place, received {there.Length}");
            BrokenPromise.Unless(there.All(one => one == hash), $"{path}: expected its bytes, received others");
        }

        string[] strangers = [.. data.Keys.Concat(aside.Keys).Except(before.Keys, StringComparer.Ordinal)];
        BrokenPromise.Unless(strangers.Length == 0, $"expected no other files, received {string.Join(", ", strangers)}");
        string journal = Path.Combine(Aside(folder), "quarantine.jsonl");
        string[] lines = File.Exists(journal) ? File.ReadAllLines(journal) : [];
        HashSet<string> noted = [.. lines.Select(Noted).OfType<string>()];
        string[] unnoted = [.. aside.Keys.Where(path => !noted.Contains(path))];
        BrokenPromise.Unless(unnoted.Length == 0, $"expected a note of what is moved, received none of {string.Join(", ", unnoted)}");
    }

    public override IReadOnlyDictionary<string, string> Result(string folder)
    {
        SortedDictionary<string, string> result = Tree.Read(Data(folder), hidden: true);
        foreach ((string path, string hash) in Tree.Read(Aside(folder), hidden: true).Where(pair => pair.Key != "quarantine.jsonl"))
        {
            result[$"aside: {path}"] = hash;
        }

        return result;
    }

    public override void RequireAtEnd(string folder)
    {
        Place.Plain.Run("clean", Data(folder), "--to", Aside(folder), "--undo").Done();
        Tree.RequireSame(Tree.Read(_data!), Tree.Read(Data(folder), hidden: true), "undone");
    }

    public override void CleanUp(string folder)
    {
        if (isAcross && Directory.Exists(Aside(folder)))
        {
            Directory.Delete(Aside(folder), recursive: true);
        }
    }

    private static string Data(string folder) => Path.Combine(folder, "data");

    private string Aside(string folder) => isAcross
        ? Path.Combine(OtherDisk, Path.GetFileName(Place.Below("")!.TrimEnd('/').Split('/')[^1]) + "-" + Path.GetFileName(folder))
        : Path.Combine(folder, "aside");

    private static string? Noted(string line)
    {
        try
        {
            return JsonDocument.Parse(line).RootElement.GetProperty("stored").GetString();
        }
        catch (JsonException)
        {
            // Cut short: its move had not begun.
            return null;
        }
    }

    /// <summary>Few good photos, and many copies of each broken one.</summary>
    private string Broken()
    {
        string folder = Place.New("broken");
        Tree.Copy(Place.Data, folder);
        foreach (string file in Directory.GetFiles(folder, "broken-*", SearchOption.AllDirectories))
        {
            for (int copy = 0; copy < Copies && new FileInfo(file).LinkTarget is null; copy++)
            {
                File.Copy(file, Path.Combine(Path.GetDirectoryName(file)!, $"{copy} {Path.GetFileName(file)}"));
            }
        }

        return folder;
    }
}
