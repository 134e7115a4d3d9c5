using Microsoft.Extensions.Hosting;

namespace CrackLab.Web;

/// <summary>A lifetime that leaves Ctrl-C and SIGTERM to whoever started the server.</summary>
internal sealed class StandingLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
