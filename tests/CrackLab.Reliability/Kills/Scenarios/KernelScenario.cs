using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills.Scenarios;

/// <summary>The kernel, installed over an earlier one.</summary>
internal sealed class KernelScenario(Workplace place) : Scenario(place)
{
    private IReadOnlyDictionary<string, string>? _whole;

    public override string Name => "kernel install";

    public override int Weight => 3;

    public override IReadOnlyList<string> Arguments(string folder) => ["kernel", "install", "--data-dir", folder];

    // Of a kernel that front ends would find, all files are there.
    public override void RequireWhole(string folder)
    {
        foreach (string kernel in Directory.Exists(Path.Combine(folder, "kernels")) ? Directory.GetDirectories(Path.Combine(folder, "kernels")) : [])
        {
            string beginning = $"kernels/{Path.GetFileName(kernel)}/";
            BrokenPromise.Unless(
                Tree.Read(folder, hidden: true).Keys.Count(path => path.StartsWith(beginning, StringComparison.Ordinal)) == _whole!.Keys.Count(path => path.StartsWith(beginning, StringComparison.Ordinal)),
                $"{beginning}: expected a whole kernel or none");
        }
    }

    public override IReadOnlyDictionary<string, string> Result(string folder)
    {
        // kernel.json names the folder that it lies in.
        SortedDictionary<string, string> result = Tree.Read(folder, hidden: true);
        foreach (string path in result.Keys.Where(path => path.EndsWith("kernel.json", StringComparison.Ordinal)).ToArray())
        {
            result[path] = File.ReadAllText(Path.Combine(folder, path)).Replace(folder, "", StringComparison.Ordinal);
        }

        _whole ??= result;
        return result;
    }
}
