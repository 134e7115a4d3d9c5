using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace CrackLab.Web.Inspection;

/// <summary>Lets a few requests in at a time, in the order that they came.</summary>
/// <remarks>A request waits before its photo is read, so that hundreds at once do not need the memory for hundreds of photos.</remarks>
/// <param name="options">How many, and for how long.</param>
internal sealed class WaitingRoom(InspectionOptions options) : IDisposable
{
    private const int RetryAfter = 30;

    private readonly ConcurrencyLimiter _places = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.Places,
        QueueLimit = options.MaxWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Requests that wait.</summary>
    public long Waiting => _places.GetStatistics()?.CurrentQueuedCount ?? 0;

    /// <summary>Requests that are in.</summary>
    public long Working => options.Places - (_places.GetStatistics()?.CurrentAvailablePermits ?? options.Places);

    /// <summary>Waits for a place.</summary>
    /// <param name="cancellationToken">Leaves.</param>
    /// <returns>The place; disposing of it lets the next one in.</returns>
    /// <exception cref="RequestFault">The room is full, or the wait has become too long.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.WaitTime);
        try
        {
            RateLimitLease place = await _places.AcquireAsync(1, patience.Token);
            return place.IsAcquired ? place : throw Busy($"received one more while {options.MaxWaiting} wait");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Busy("received one that has waited longer than the server lets it");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private static RequestFault Busy(string received) => new(
        StatusCodes.Status503ServiceUnavailable, $"Queue: expected a request that has a place, {received}. Try again later, with fewer at once.")
    {
        RetryAfter = RetryAfter,
    };
}
