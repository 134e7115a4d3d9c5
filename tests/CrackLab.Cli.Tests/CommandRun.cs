using System.Text.Json;
using CrackLab.Cli.Terminal;
using CrackLab.Prediction;

namespace CrackLab.Cli.Tests;

/// <summary>A command line that ran in this process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    /// <summary>The output as one JSON object.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public string[] OutputLines => Lines(Output);

    public string[] ErrorLines => Lines(Errors);

    public static CommandRun Of(params string[] args) => Of(CancellationToken.None, args);

    public static CommandRun Of(CancellationToken cancellation, params string[] args) => Of(args, Stream.Null, null, cancellation);

    /// <summary>Runs one with standard input, and with a model for those who name none.</summary>
    public static CommandRun Of(string[] args, Stream input, string? shippedModel = null, CancellationToken cancellation = default)
    {
        using var results = new StringWriter();
        using var messages = new StringWriter();
        int exitCode = Application.Run(args, new VerbContext(new CommandOutput(results, messages), cancellation)
        {
            Input = () => input,
            ShippedModel = shippedModel is null ? () => ShippedModel.Path : () => shippedModel,
        });
        return new CommandRun(exitCode, results.ToString(), messages.ToString());
    }

    /// <summary>Asserts that the command failed with one line and nothing on stdout, and gives the line.</summary>
    public string FailedLine()
    {
        Assert.Equal(Application.Failed, ExitCode);
        Assert.Empty(Output);
        return Assert.Single(ErrorLines);
    }

    /// <summary>Asserts one line of a verb that was stopped, and gives it; where saving takes long, another says so before it.</summary>
    public string StoppedLine() => Assert.Single(ErrorLines, line => !line.Contains(": stopping; what there is so far is being saved.", StringComparison.Ordinal));

    /// <summary>Asserts wrong usage with a line and a hint, and gives the line.</summary>
    public string UsageLine()
    {
        Assert.Equal(Application.WrongUsage, ExitCode);
        Assert.Empty(Output);
        Assert.Equal(2, ErrorLines.Length);
        Assert.EndsWith(" --help'.", ErrorLines[1]);
        return ErrorLines[0];
    }

    private static string[] Lines(string text) => text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
