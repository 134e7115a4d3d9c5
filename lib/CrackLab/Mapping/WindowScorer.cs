using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Explanation;
using CrackLab.Imaging;

namespace CrackLab.Mapping;

/// <summary>Lays any model over a photo, one overlapping window after the other.</summary>
/// <remarks>For models that flatten their picture; slower than <see cref="TrunkScorer"/>, since windows share no work.</remarks>
internal sealed class WindowScorer : IPlaceScorer
{
    private const int BatchSize = 32;
    private const int WindowSteps = 4;
    private const int PlaceSteps = 2;

    private readonly Decision _decision;
    private readonly IEngineSession _session;
    private readonly int _threads;
    private readonly int _side;
    private readonly int _units;

    /// <summary>Makes a scorer.</summary>
    /// <param name="model">A built model with a square RGB input.</param>
    /// <param name="decision">The class whose log-odds are wanted.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="threads">Threads that resize.</param>
    public WindowScorer(Sequential model, Decision decision, IEngine engine, int threads)
    {
        (_decision, _threads, _side, _units) = (decision, threads, model.InputShape.Width, model.OutputShape.Size);
        _session = engine.Build(PartialModel.WithLogits(model), new SessionOptions { BatchSize = BatchSize });
    }

    /// <inheritdoc/>
    public LogOddsGrid Windows(Image photo, int window, CancellationToken cancellationToken) =>
        Run(photo, window, 1, WindowSteps, cancellationToken).Spread(WindowSteps, cancellationToken);

    /// <inheritdoc/>
    public LogOddsGrid Places(Image photo, int window, int zoom, CancellationToken cancellationToken) =>
        Run(photo, window, zoom, PlaceSteps, cancellationToken).Average(PlaceSteps, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    /// <summary>Windows a part of their side apart; the grid's step is that of the places between them.</summary>
    private LogOddsGrid Run(Image photo, int window, int zoom, int steps, CancellationToken cancellationToken)
    {
        Image scaled = Resizer.Scale(photo, _side * zoom, window, _threads, cancellationToken);
        int step = Math.Max(1, _side / steps);
        (int columns, int rows) = (Count(scaled.Width, step), Count(scaled.Height, step));
        double scale = (double)window / (_side * zoom);
        var grid = new LogOddsGrid(columns, rows, step * scale, step * scale / 2, new float[columns * rows]);
        byte[] pixels = new byte[BatchSize * _side * _side * 3];
        float[] logits = new float[BatchSize * _units];
        foreach (int[] batch in Enumerable.Range(0, grid.Values.Length).Chunk(BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; i < batch.Length; i++)
            {
                ReflectedCut.Copy(
                    scaled, batch[i] % columns * step, batch[i] / columns * step, _side, pixels.AsSpan(i * _side * _side * 3, _side * _side * 3));
            }

            _session.Predict(new ModelInput(pixels.AsSpan(0, batch.Length * _side * _side * 3), batch.Length), logits, cancellationToken);
            for (int i = 0; i < batch.Length; i++)
                grid.Values[batch[i]] = (float)_decision.LogOdds(logits.AsSpan(i * _units, _units));
        }

        return grid;
    }

    private int Count(int pixels, int step) => Math.Max(0, (pixels - _side + step - 1) / step) + 1;
}
