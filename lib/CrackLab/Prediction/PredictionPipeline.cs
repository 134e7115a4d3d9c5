using System.Collections.Concurrent;
using System.Diagnostics;
using CrackLab.Engine.Threading;

namespace CrackLab.Prediction;

/// <summary>Decodes the next photos while the network looks at the ones before, a few batches at most.</summary>
/// <param name="take">Gives an empty batch.</param>
/// <param name="giveBack">Takes a batch that is not needed any more.</param>
/// <param name="look">Looks at a decoded batch.</param>
/// <param name="decodeThreads">Most threads that decode.</param>
/// <remarks>
/// What is said of a photo does not depend on its batch, so it does not matter where batches end, which hangs on how soon
/// names arrive.
/// </remarks>
internal sealed class PredictionPipeline(
    Func<PhotoBatch> take, Action<PhotoBatch> giveBack, Func<PhotoBatch, PredictedImage[]> look, int decodeThreads)
{
    private const int Batches = 3;
    private const int Results = 2;
    private const int FirstPhotos = 8;

    // Of photos that take long to decode fewer go together, so that results come soon and a kill costs little.
    private static readonly TimeSpan LongDecoding = TimeSpan.FromMilliseconds(400);

    /// <summary>Looks at photos.</summary>
    /// <param name="photos">The photos; gone through on a thread of its own.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The predictions of each batch, in order.</returns>
    public IEnumerable<PredictedImage[]> Run(IEnumerable<PhotoSource> photos, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var free = new BlockingCollection<PhotoBatch>();
        using var decoded = new BlockingCollection<PhotoBatch>();
        using var results = new BlockingCollection<PredictedImage[]>(Results);
        PhotoBatch[] batches = [.. Enumerable.Range(0, Batches).Select(_ => take())];
        Array.ForEach(batches, free.Add);
        CancellationToken stopping = stop.Token;
        Task? decoding = null, looking = null;
        try
        {
            decoding = Start(() => Decode(photos, free, decoded, stopping));
            looking = Start(() => Look(decoded, results, free, stopping));
            foreach (PredictedImage[] images in results.GetConsumingEnumerable(cancellationToken))
            {
                yield return images;
            }

            // In this order: a network that failed takes no more batches, and decoding would wait for ever.
            looking.GetAwaiter().GetResult();
            decoding.GetAwaiter().GetResult();
        }
        finally
        {
            // Both must be gone before the batches are used again, though this thread be interrupted while it waits.
            Uninterrupted.Run(stop.Cancel);
            foreach (Task task in new[] { decoding, looking }.OfType<Task>())
            {
                Uninterrupted.Run(() => Task.WaitAny([task], CancellationToken.None));
            }

            Array.ForEach(batches, giveBack);
        }
    }

    private void Decode(
        IEnumerable<PhotoSource> photos,
        BlockingCollection<PhotoBatch> free,
        BlockingCollection<PhotoBatch> decoded,
        CancellationToken stop)
    {
        try
        {
            using IEnumerator<PhotoSource> source = photos.GetEnumerator();
            int most = FirstPhotos;
            for (bool more = true; more;)
            {
                PhotoBatch batch = free.Take(stop);
                more = batch.Gather(source, Math.Min(most, batch.Capacity), stop);
                if (batch.Count > 0)
                {
                    long start = Stopwatch.GetTimestamp();
                    batch.Decode(decodeThreads, stop);
                    most = Next(most, batch, Stopwatch.GetElapsedTime(start));
                }

                (batch.Count > 0 ? decoded : free).Add(batch, stop);
            }
        }
        finally
        {
            decoded.CompleteAdding();
        }
    }

    private void Look(
        BlockingCollection<PhotoBatch> decoded,
        BlockingCollection<PredictedImage[]> results,
        BlockingCollection<PhotoBatch> free,
        CancellationToken stop)
    {
        try
        {
            foreach (PhotoBatch batch in decoded.GetConsumingEnumerable(stop))
            {
                PredictedImage[] images = look(batch);
                free.Add(batch, stop);
                results.Add(images, stop);
            }
        }
        finally
        {
            results.CompleteAdding();
        }
    }

    private int Next(int most, PhotoBatch batch, TimeSpan decoding) =>
        decoding > LongDecoding ? Math.Max(decodeThreads, most / 2)
        : decoding < LongDecoding / 4 ? Math.Min(batch.Capacity, most * 2)
        : most;

    private static Task Start(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
