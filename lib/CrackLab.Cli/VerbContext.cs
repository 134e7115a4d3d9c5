using CrackLab.Cli.Terminal;

namespace CrackLab.Cli;

/// <summary>What every verb is given besides its arguments.</summary>
/// <param name="Output">Where results, progress and complaints go.</param>
/// <param name="Cancellation">Set by the first Ctrl-C or SIGTERM.</param>
internal sealed record VerbContext(CommandOutput Output, CancellationToken Cancellation)
{
    /// <summary>Opens standard input.</summary>
    public Func<Stream> Input { get; init; } = Console.OpenStandardInput;

    /// <summary>What listens to signals, or <see langword="null"/> where nothing does.</summary>
    public Interruption? Interruption { get; init; }

    /// <summary>Finds the model for those who name none.</summary>
    public Func<string> ShippedModel { get; init; } = () => Prediction.ShippedModel.Path;

    /// <summary>Says what becomes of the verb where it is asked to stop and does not end soon.</summary>
    /// <param name="kind">What.</param>
    /// <param name="abandon">Ends what it has begun outside this process.</param>
    public void StopsBy(StopKind kind, Action? abandon = null)
    {
        if (Interruption is { } interruption)
        {
            interruption.Kind = kind;
            interruption.Abandon = abandon ?? (() => { });
        }
    }
}
