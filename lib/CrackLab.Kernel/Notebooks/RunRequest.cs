using System.Globalization;

namespace CrackLab.Kernel.Notebooks;

/// <summary>What to do with one notebook.</summary>
/// <param name="Notebook">The notebook to run.</param>
/// <param name="Output">Where the notebook with its outputs goes.</param>
public sealed record RunRequest(string Notebook, string Output)
{
    /// <summary>The first argument of a command line that <see cref="ToArguments"/> makes.</summary>
    public const string Verb = "run";

    /// <summary>Where a page for the browser goes, or <see langword="null"/> for none.</summary>
    public string? Page { get; init; }

    /// <summary>Longest time of one cell in seconds, or <see langword="null"/> for any.</summary>
    public double? TimeoutSeconds { get; init; }

    /// <summary>Values of parameters as they were typed, by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The request as arguments for the kernel's executable.</summary>
    public IReadOnlyList<string> ToArguments() =>
    [
        Verb,
        Notebook,
        Output,
        Page ?? "",
        TimeoutSeconds?.ToString("R", CultureInfo.InvariantCulture) ?? "",
        .. Parameters.Select(pair => $"{pair.Key}={pair.Value}"),
    ];

    /// <summary>Reads what <see cref="ToArguments"/> has written.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <exception cref="ArgumentException">They are something else.</exception>
    public static RunRequest FromArguments(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments is not [Verb, var notebook, var output, var page, var timeout, ..])
        {
            throw new ArgumentException(
                $"run: expected NOTEBOOK OUTPUT PAGE TIMEOUT [NAME=VALUE]…, received {arguments.Count} arguments. Use 'cracklab notebook run'.", nameof(arguments));
        }

        return new RunRequest(notebook, output)
        {
            Page = page.Length == 0 ? null : page,
            TimeoutSeconds = timeout.Length == 0 ? null : double.Parse(timeout, CultureInfo.InvariantCulture),
            Parameters = arguments.Skip(5).Select(Split).ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal),
        };
    }

    private static (string Name, string Value) Split(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (text[..equals], text[(equals + 1)..])
            : throw new ArgumentException($"run: expected NAME=VALUE, received '{text}'. Put an equals sign between them.");
    }
}
