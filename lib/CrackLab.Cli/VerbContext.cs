using CrackLab.Cli.Terminal;

namespace CrackLab.Cli;

/// <summary>What every verb is given besides its arguments.</summary>
/// <param name="Output">Where results, progress and complaints go.</param>
/// <param name="Cancellation">Set by the first Ctrl-C or SIGTERM.</param>
internal sealed record VerbContext(CommandOutput Output, CancellationToken Cancellation)
{
    /// <summary>Opens standard input.</summary>
    public Func<Stream> Input { get; init; } = Console.OpenStandardInput;

    /// <summary>Finds the model for those who name none.</summary>
    public Func<string> ShippedModel { get; init; } = () => Prediction.ShippedModel.Path;
}
