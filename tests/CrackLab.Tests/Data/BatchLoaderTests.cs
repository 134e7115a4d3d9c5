using CrackLab.Data;

namespace CrackLab.Tests.Data;

public sealed class BatchLoaderTests : IDisposable
{
    private const int Count = 23;
    private const int Size = 4;

    private readonly TestFolder _folder = new();
    private readonly ImageSet _set;
    private readonly PixelCache _cache;

    public BatchLoaderTests()
    {
        for (int number = 0; number < Count; number++)
        {
            _folder.Write($"set/{(number % 3 == 0 ? "a" : "b")}/{number}.bmp", TestFolder.Bmp(Size, Size, number % 20));
        }

        _set = ImageFolder.Open(_folder["set"]).Inspect().Healthy;
        _cache = PixelCache.Open(_set, Size, _folder["cache"]);
    }

    [Fact]
    public void Epoch_Unshuffled_GivesTheSetInItsOrder()
    {
        Copy[] batches = Run(new BatchOptions { BatchSize = 5, Shuffle = false });
        Assert.Equal([5, 5, 5, 5, 3], batches.Select(batch => batch.Labels.Length));
        Assert.Equal(Enumerable.Range(0, Count), batches.SelectMany(batch => batch.Indices));
        Assert.Equal(_set.Samples.Select(sample => sample.Label), batches.SelectMany(batch => batch.Labels));
        Assert.Equal(_set.Samples.SelectMany(Pixels), batches.SelectMany(batch => batch.Pixels));
    }

    [Fact]
    public void Epoch_Shuffled_GivesEachPictureOnceWithItsLabelAndPixels()
    {
        Copy[] batches = Run(new BatchOptions { BatchSize = 5 }, epoch: 3);
        int[] order = [.. batches.SelectMany(batch => batch.Indices)];
        Assert.Equal(Enumerable.Range(0, Count), order.Order());
        Assert.NotEqual(Enumerable.Range(0, Count), order);
        Assert.Equal(order.Select(index => _set.Samples[index].Label), batches.SelectMany(batch => batch.Labels));
        Assert.Equal(order.SelectMany(index => Pixels(_set.Samples[index])), batches.SelectMany(batch => batch.Pixels));
    }

    [Fact]
    public void Epoch_OtherEpochOrSeed_HasAnotherOrder()
    {
        string Order(int seed, int epoch) => string.Join(' ', Run(new BatchOptions { Seed = seed }, epoch).SelectMany(batch => batch.Indices));
        string[] orders = [Order(1, 0), Order(1, 1), Order(2, 0), Order(2, 1)];
        Assert.Equal(4, orders.Distinct().Count());
        Assert.Equal(orders[1], Order(1, 1));
    }

    [Fact]
    public void Epoch_Augmented_FollowsFromSeedEpochAndIndexAlone()
    {
        var options = new BatchOptions { BatchSize = 4, Seed = 5, Augmentation = Augmentation.Default };
        foreach (Copy batch in Run(options, epoch: 2))
        {
            byte[] expected = [.. batch.Indices.SelectMany(index =>
            {
                var pixels = new byte[_cache.SlotLength];
                Augmentation.Default.Apply(Pixels(_set.Samples[index]), pixels, Size, SeededRandom.Combine(5, 2, index));
                return pixels;
            })];
            Assert.Equal(expected, batch.Pixels);
        }
    }

    [Fact]
    public void Epoch_SlowOrFastCaller_GetsTheSame()
    {
        var options = new BatchOptions { BatchSize = 4, Augmentation = Augmentation.Default };
        Copy[] fast = Run(options);
        Copy[] slow = Run(options, pause: TimeSpan.FromMilliseconds(5));
        AssertSame(fast, slow);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    public void Epoch_FromABatch_GivesTheRestOfTheWholeEpoch(int firstBatch)
    {
        var options = new BatchOptions { BatchSize = 4, Augmentation = Augmentation.Default };
        AssertSame(Run(options, epoch: 1)[firstBatch..], Run(options, epoch: 1, firstBatch));
    }

    [Fact]
    public void Epoch_FirstBatchBeyondTheEnd_IsRefusedAtOnce()
    {
        var loader = new BatchLoader(_cache, _set, new BatchOptions { BatchSize = 4 });
        Assert.Throws<ArgumentOutOfRangeException>(() => loader.Epoch(0, 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => loader.Epoch(0, -1));
    }

    [Theory]
    [InlineData(5, false, 5)]
    [InlineData(5, true, 4)]
    [InlineData(23, true, 1)]
    [InlineData(100, false, 1)]
    [InlineData(100, true, 0)]
    public void BatchesPerEpoch_Sizes_CountWhatComes(int size, bool dropLast, int expected)
    {
        var options = new BatchOptions { BatchSize = size, DropLast = dropLast };
        Assert.Equal(expected, new BatchLoader(_cache, _set, options).BatchesPerEpoch);
        Copy[] batches = Run(options);
        Assert.Equal(expected, batches.Length);
        Assert.All(batches, batch => Assert.True(!dropLast || batch.Labels.Length == size));
    }

    [Fact]
    public void Epoch_LeftEarly_StopsItsWorker()
    {
        var loader = new BatchLoader(_cache, _set, new BatchOptions { BatchSize = 1 });
        for (int epoch = 0; epoch < 50; epoch++)
        {
            Assert.Equal(1, loader.Epoch(epoch).First().Count);
        }

        // No worker is left that would read from the closed cache.
        _cache.Dispose();
    }

    [Fact]
    public void Epoch_ManyEpochs_ShareThreeBuffers()
    {
        var loader = new BatchLoader(_cache, _set, new BatchOptions { BatchSize = 2 });
        var seen = new HashSet<byte[]>(ReferenceEqualityComparer.Instance);
        for (int epoch = 0; epoch < 10; epoch++)
        {
            seen.UnionWith(loader.Epoch(epoch).Take(epoch + 1).Select(batch => batch.Pixels));
        }

        Assert.InRange(seen.Count, 1, 3);
    }

    [Fact]
    public void Epoch_FaultInTheWorker_ReachesTheCaller()
    {
        var loader = new BatchLoader(_cache, _set);
        _cache.Dispose();
        Assert.Throws<ObjectDisposedException>(() => loader.Epoch(0).Count());
    }

    [Fact]
    public void Epoch_Cancelled_Stops()
    {
        using var cancel = new CancellationTokenSource();
        var loader = new BatchLoader(_cache, _set, new BatchOptions { BatchSize = 1 });
        int seen = 0;
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (Batch _ in loader.Epoch(0, cancellationToken: cancel.Token))
            {
                if (++seen == 3)
                {
                    cancel.Cancel();
                }
            }
        });
        Assert.Equal(3, seen);
    }

    [Fact]
    public void Constructor_PictureThatIsNotInTheCache_SaysSo() =>
        Assert.Throws<KeyNotFoundException>(() => new BatchLoader(_cache, TestSets.Of(1, 1)));

    [Fact]
    public void Constructor_NothingToLoad_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new BatchLoader(_cache, TestSets.Of(0, 0)));
        Assert.Throws<ArgumentException>(() => new BatchLoader(_cache, _set, new BatchOptions { BatchSize = 0 }));
    }

    public void Dispose()
    {
        _cache.Dispose();
        _folder.Dispose();
    }

    private static void AssertSame(Copy[] expected, Copy[] actual)
    {
        Assert.Equal(expected.Select(batch => batch.Indices), actual.Select(batch => batch.Indices));
        Assert.Equal(expected.Select(batch => batch.Labels), actual.Select(batch => batch.Labels));
        Assert.Equal(expected.Select(batch => batch.Pixels), actual.Select(batch => batch.Pixels));
    }

    private Copy[] Run(BatchOptions options, int epoch = 0, int firstBatch = 0, TimeSpan pause = default)
    {
        var copies = new List<Copy>();
        foreach (Batch batch in new BatchLoader(_cache, _set, options).Epoch(epoch, firstBatch))
        {
            Thread.Sleep(pause);
            copies.Add(new Copy(batch.Pixels[..(batch.Count * _cache.SlotLength)], batch.Labels[..batch.Count], batch.Indices[..batch.Count]));
        }

        return [.. copies];
    }

    private byte[] Pixels(Sample sample)
    {
        var pixels = new byte[_cache.SlotLength];
        _cache.CopyTo(_cache.SlotOf(sample.Sha256), pixels);
        return pixels;
    }

    private sealed record Copy(byte[] Pixels, int[] Labels, int[] Indices);
}
