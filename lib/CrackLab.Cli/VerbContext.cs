using CrackLab.Cli.Terminal;

namespace CrackLab.Cli;

/// <summary>What every verb is given besides its arguments.</summary>
/// <param name="Output">Where results, progress and complaints go.</param>
/// <param name="Cancellation">Set by the first Ctrl-C or SIGTERM.</param>
internal sealed record VerbContext(CommandOutput Output, CancellationToken Cancellation);
