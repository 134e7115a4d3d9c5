namespace CrackLab.Reliability.Support;

/// <summary>Cases that are tried one after the other, and what came of each.</summary>
internal sealed class CaseTable
{
    private readonly List<string> _faults = [];
    private readonly string? _only;
    private readonly string _root;

    /// <summary>Begins a table.</summary>
    /// <param name="place">Where they are tried; its path is left out of what is shown.</param>
    /// <param name="only">Cases whose name holds this; <see langword="null"/> for all.</param>
    public CaseTable(Workplace place, string? only)
    {
        _only = only;
        _root = place.Below("");
        Console.WriteLine("| case | what the command said | |");
        Console.WriteLine("|---|---|---|");
    }

    /// <summary>0 where every promise was kept.</summary>
    public int ExitCode => _faults.Count == 0 ? 0 : 1;

    /// <summary>How many were tried.</summary>
    public int Count { get; private set; }

    /// <summary>Tries a case.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="missing">Why it cannot be tried here, or <see langword="null"/>.</param>
    /// <param name="work">Does it, and gives what the command said; throws <see cref="BrokenPromise"/>.</param>
    public void Try(string name, string? missing, Func<string> work)
    {
        if (_only is not null && !name.Contains(_only, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (missing is not null)
        {
            Console.WriteLine($"| {name} | | skipped: {missing} |");
            return;
        }

        Count++;
        try
        {
            Console.WriteLine($"| {name} | {Short(work())} | kept |");
        }
        catch (Exception problem)
        {
            string message = problem is BrokenPromise ? problem.Message : problem.ToString();
            _faults.Add($"{name}: {message}");
            Console.WriteLine($"| {name} | {Short(message)} | BROKEN |");
        }
    }

    /// <summary>Writes what went wrong.</summary>
    public void Finish()
    {
        Console.WriteLine($"{Count} cases, {_faults.Count} broken");
        _faults.ForEach(Console.Error.WriteLine);
    }

    private string Short(string text)
    {
        string line = text.Replace(_root, "", StringComparison.Ordinal).ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
        return line.Length <= 240 ? line : line[..120] + " ... " + line[^110..];
    }
}
