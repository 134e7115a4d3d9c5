using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Explanation;
using CrackLab.Imaging;

namespace CrackLab.Mapping;

/// <summary>Runs a model that ends in a global pooling over a whole photo at once, tile by tile without seams.</summary>
/// <remarks>
/// The layers before the pooling see only a neighbourhood, so overlapping windows share their work: each place is computed
/// once. Tiles overlap by what the padding at their edges has a part in; beyond the photo it goes on as in a mirror.
/// </remarks>
internal sealed class TrunkScorer : IPlaceScorer
{
    private const int TailBatch = 1024;
    private const int TileBatch = 2;
    private static readonly int[] TilePlaces = [8, 16, 36];

    private readonly Trunk _trunk;
    private readonly Decision _decision;
    private readonly IEngine _engine;
    private readonly int _threads;
    private readonly Dictionary<int, IEngineSession> _tiles = [];
    private readonly IEngineSession _tail;
    private readonly int _units;

    /// <summary>Makes a scorer.</summary>
    /// <param name="trunk">The model's trunk.</param>
    /// <param name="decision">The class whose log-odds are wanted.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="threads">Threads that resize.</param>
    public TrunkScorer(Trunk trunk, Decision decision, IEngine engine, int threads)
    {
        (_trunk, _decision, _engine, _threads) = (trunk, decision, engine, threads);
        CrackLab.Engine.Sequential tail = trunk.BuildTail();
        _units = tail.OutputShape.Size;
        _tail = engine.Build(tail, new SessionOptions { BatchSize = TailBatch });
    }

    /// <inheritdoc/>
    public LogOddsGrid Windows(Image photo, int window, CancellationToken cancellationToken)
    {
        FeatureGrid windows = Features(photo, window, 1, cancellationToken).Pool(_trunk.Places, _trunk.TakesMaximum);
        var grid = new LogOddsGrid(windows.Columns, windows.Rows, 0, 0, LogOdds(windows));
        double step = (double)_trunk.Stride * window / _trunk.Input;
        return grid.Spread(_trunk.Places) with { Step = step, First = _trunk.Middle * window / _trunk.Input };
    }

    /// <inheritdoc/>
    public LogOddsGrid Places(Image photo, int window, int zoom, CancellationToken cancellationToken)
    {
        FeatureGrid places = Features(photo, window, zoom, cancellationToken);
        double scale = (double)window / (_trunk.Input * zoom);
        return new LogOddsGrid(places.Columns, places.Rows, _trunk.Stride * scale, _trunk.Middle * scale, LogOdds(places));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _tail.Dispose();
        foreach (IEngineSession session in _tiles.Values)
            session.Dispose();
    }

    private FeatureGrid Features(Image photo, int window, int zoom, CancellationToken cancellationToken)
    {
        Image scaled = Resizer.Scale(photo, _trunk.Input * zoom, window, _threads);
        (int columns, int rows) = (Count(scaled.Width), Count(scaled.Height));
        int wanted = Math.Max(columns, rows);
        int tilePlaces = TilePlaces.FirstOrDefault(places => places >= wanted + 4, TilePlaces[^1]);
        int side = tilePlaces * _trunk.Stride;
        Footprint footprint = _trunk.FootprintOf(side);
        int core = footprint.Last - footprint.First + 1;
        (int Column, int Row)[] tiles =
            [.. from row in Starts(rows, core) from column in Starts(columns, core) select (column, row)];
        var features = new FeatureGrid(columns, rows, _trunk.Channels, new float[columns * rows * _trunk.Channels]);
        IEngineSession session = SessionFor(side, out int places);
        byte[] pixels = new byte[TileBatch * side * side * 3];
        float[] outputs = new float[TileBatch * places * places * _trunk.Channels];
        foreach ((int Column, int Row)[] batch in tiles.Chunk(TileBatch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Parallel.For(0, batch.Length, new ParallelOptions { MaxDegreeOfParallelism = _threads }, i => ReflectedCut.Copy(
                scaled,
                (batch[i].Column - footprint.First) * _trunk.Stride,
                (batch[i].Row - footprint.First) * _trunk.Stride,
                side,
                pixels.AsSpan(i * side * side * 3, side * side * 3)));
            session.Predict(new ModelInput(pixels.AsSpan(0, batch.Length * side * side * 3), batch.Length), outputs);
            for (int i = 0; i < batch.Length; i++)
                Keep(outputs.AsSpan(i * places * places * _trunk.Channels), (places, footprint.First, core), batch[i], features);
        }

        return features;
    }

    /// <summary>Places in a row: those of as many windows, a place apart, as cover so many pixels.</summary>
    private int Count(int pixels) =>
        Math.Max(0, (pixels - _trunk.Input + _trunk.Stride - 1) / _trunk.Stride) + _trunk.Places;

    private static IEnumerable<int> Starts(int places, int core) =>
        Enumerable.Range(0, (places + core - 1) / core).Select(tile => tile * core);

    private IEngineSession SessionFor(int side, out int places)
    {
        places = _trunk.PlacesOf(side);
        if (!_tiles.TryGetValue(side, out IEngineSession? session))
            _tiles[side] = session = _engine.Build(_trunk.Build(side), new SessionOptions { BatchSize = TileBatch });
        return session;
    }

    private static void Keep(ReadOnlySpan<float> tile, (int Places, int First, int Core) from, (int Column, int Row) to, FeatureGrid features)
    {
        int width = Math.Min(from.Core, features.Columns - to.Column) * features.Channels;
        for (int y = 0; y < Math.Min(from.Core, features.Rows - to.Row); y++)
        {
            tile.Slice((((from.First + y) * from.Places) + from.First) * features.Channels, width)
                .CopyTo(features.Values.AsSpan((((to.Row + y) * features.Columns) + to.Column) * features.Channels));
        }
    }

    private float[] LogOdds(FeatureGrid features)
    {
        int count = features.Columns * features.Rows;
        float[] logOdds = new float[count];
        float[] logits = new float[TailBatch * _units];
        for (int done = 0; done < count; done += TailBatch)
        {
            int now = Math.Min(TailBatch, count - done);
            _tail.Predict(new ModelInput(features.Values.AsSpan(done * features.Channels, now * features.Channels), now), logits);
            for (int i = 0; i < now; i++)
                logOdds[done + i] = (float)_decision.LogOdds(logits.AsSpan(i * _units, _units));
        }

        return logOdds;
    }
}
