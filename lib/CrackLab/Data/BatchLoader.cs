using System.Collections.Concurrent;
using CrackLab.Engine.Threading;

namespace CrackLab.Data;

/// <summary>Prepares batches in the background while the caller trains on the ones before.</summary>
/// <remarks>
/// What is in a batch depends on the seed, the epoch and the batch's number alone, never on timing, so that training
/// can go on from any batch as if it had never stopped.
/// </remarks>
public sealed class BatchLoader
{
    private const int Ahead = 2;

    private readonly PixelCache _cache;
    private readonly BatchOptions _options;
    private readonly int[] _slots;
    private readonly int[] _labels;

    // Kept from epoch to epoch: new ones each time would pile up until the next full garbage collection.
    private readonly ConcurrentBag<Batch> _buffers = [];

    /// <summary>Makes a loader.</summary>
    /// <param name="cache">The pixels; stays open as long as the loader is used.</param>
    /// <param name="set">The pictures to load, all of them in the cache.</param>
    /// <param name="options">How; <see langword="null"/> for the usual choices.</param>
    /// <exception cref="ArgumentException">The set is empty or the batch size below 1.</exception>
    /// <exception cref="KeyNotFoundException">A picture is not in the cache.</exception>
    public BatchLoader(PixelCache cache, ImageSet set, BatchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(set);
        _options = options ?? new BatchOptions();
        if (set.Count == 0 || _options.BatchSize < 1)
        {
            throw new ArgumentException(
                $"Batch loader: expected pictures and a batch size of at least 1, received {set.Count} pictures and a batch size of {_options.BatchSize}.",
                nameof(options));
        }

        _cache = cache;
        _slots = [.. set.Samples.Select(sample => cache.SlotOf(sample.Sha256))];
        _labels = [.. set.Samples.Select(sample => sample.Label)];
    }

    /// <summary>How many batches an epoch has.</summary>
    public int BatchesPerEpoch =>
        _options.DropLast ? _slots.Length / _options.BatchSize : (_slots.Length + _options.BatchSize - 1) / _options.BatchSize;

    /// <summary>Goes once through the set.</summary>
    /// <param name="epoch">Number of the epoch; each has an order and changes of its own.</param>
    /// <param name="firstBatch">Batches to pass over, 0 to BatchesPerEpoch: the rest are the same as without.</param>
    /// <param name="cancellationToken">Ends the epoch early.</param>
    /// <returns>The batches, each valid until the next is asked for.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such batch.</exception>
    /// <exception cref="OperationCanceledException">The epoch was cancelled.</exception>
    public IEnumerable<Batch> Epoch(int epoch, int firstBatch = 0, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstBatch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstBatch, BatchesPerEpoch);
        return Enumerate(epoch, firstBatch, cancellationToken);
    }

    private IEnumerable<Batch> Enumerate(int epoch, int firstBatch, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var free = new BlockingCollection<Batch>();
        using var ready = new BlockingCollection<Batch>();
        var buffers = new Batch[Ahead + 1];
        for (int index = 0; index < buffers.Length; index++)
        {
            buffers[index] = _buffers.TryTake(out Batch? kept) ? kept : new Batch(_options.BatchSize, _cache.Size);
            free.Add(buffers[index], CancellationToken.None);
        }

        CancellationToken stopping = stop.Token;
        Task? worker = null;
        try
        {
            worker = Task.Factory.StartNew(
                () => Prepare(epoch, firstBatch, free, ready, stopping),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            foreach (Batch batch in ready.GetConsumingEnumerable(cancellationToken))
            {
                yield return batch;
                free.Add(batch, CancellationToken.None);
            }

            worker.GetAwaiter().GetResult();
        }
        finally
        {
            // The worker must be gone before the cache is, though this thread be interrupted while it waits.
            Uninterrupted.Run(stop.Cancel);
            if (worker is not null)
            {
                Uninterrupted.Run(() => Task.WaitAny([worker], CancellationToken.None));
            }

            Array.ForEach(buffers, _buffers.Add);
        }
    }

    private void Prepare(
        int epoch, int firstBatch, BlockingCollection<Batch> free, BlockingCollection<Batch> ready, CancellationToken stop)
    {
        try
        {
            int[] order = Order(epoch);
            var scratch = new byte[_cache.SlotLength];
            for (int number = firstBatch; number < BatchesPerEpoch; number++)
            {
                Batch batch = free.Take(stop);
                Fill(batch, order.AsSpan(number * _options.BatchSize), epoch, scratch, stop);
                ready.Add(batch, stop);
            }
        }
        finally
        {
            ready.CompleteAdding();
        }
    }

    private int[] Order(int epoch)
    {
        int[] order = [.. Enumerable.Range(0, _slots.Length)];
        if (_options.Shuffle)
        {
            // -1 is no index of a picture: the order shares no seed with an augmentation.
            var random = new SeededRandom(SeededRandom.Combine(_options.Seed, epoch, -1));
            random.Shuffle(order.AsSpan());
        }

        return order;
    }

    private void Fill(Batch batch, ReadOnlySpan<int> order, int epoch, byte[] scratch, CancellationToken stop)
    {
        batch.Count = Math.Min(_options.BatchSize, order.Length);
        for (int place = 0; place < batch.Count; place++)
        {
            stop.ThrowIfCancellationRequested();
            int index = order[place];
            Span<byte> pixels = batch.Pixels.AsSpan(place * scratch.Length, scratch.Length);
            if (_options.Augmentation == Augmentation.None)
            {
                _cache.CopyTo(_slots[index], pixels);
            }
            else
            {
                _cache.CopyTo(_slots[index], scratch);
                _options.Augmentation.Apply(scratch, pixels, _cache.Size, SeededRandom.Combine(_options.Seed, epoch, index));
            }

            batch.Labels[place] = _labels[index];
            batch.Indices[place] = index;
        }
    }
}
