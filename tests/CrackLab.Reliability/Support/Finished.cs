namespace CrackLab.Reliability.Support;

/// <summary>How the command ended.</summary>
/// <param name="ExitCode">Its exit code; 137 where it was killed.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
/// <param name="Time">How long it ran.</param>
internal sealed record Finished(int ExitCode, string Output, string Errors, TimeSpan Time)
{
    /// <summary>Lines on standard error.</summary>
    public string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Requires that it did what it was asked.</summary>
    public Finished Done()
    {
        BrokenPromise.Unless(ExitCode == 0, $"expected exit code 0, received {ExitCode}: {Errors.Trim()}");
        return this;
    }

    /// <summary>Requires that it failed with one line on standard error, and gives the line.</summary>
    public string Failed()
    {
        BrokenPromise.Unless(ExitCode == 1, $"expected exit code 1, received {ExitCode}: {Output.Trim()} {Errors.Trim()}");
        BrokenPromise.Unless(ErrorLines.Length == 1, $"expected one line of errors, received {ErrorLines.Length}: {Errors.Trim()}");
        return ErrorLines[0];
    }
}
