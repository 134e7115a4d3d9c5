namespace CrackLab.Data.Synthetic;

/// <summary>Draws the course of a crack: a wandering walk that branches, kinks, swells and thins.</summary>
internal sealed class CrackWalker
{
    private const int MostBranches = 4;
    private const float Pull = 0.22f;

    private readonly ConcreteCanvas _canvas;
    private readonly float _wander;
    private readonly float _kink;
    private readonly float _branching;
    private int _branches;

    /// <summary>Chooses a character that all branches share.</summary>
    /// <param name="canvas">Gives the random numbers; its strokes are drawn on.</param>
    public CrackWalker(ConcreteCanvas canvas)
    {
        _canvas = canvas;
        _wander = canvas.Random.Range(0.1f, 0.45f);
        _kink = canvas.Random.Range(0.03f, 0.22f);
        _branching = canvas.Random.Chance(0.45f) ? canvas.Random.Range(0.008f, 0.04f) : 0;
    }

    /// <summary>Walks across the picture, through a point near its middle.</summary>
    /// <param name="width">Mean width in pixels.</param>
    public void Walk(float width)
    {
        SyntheticRandom random = _canvas.Random;
        float x = _canvas.Size * random.Range(0.25f, 0.75f);
        float y = _canvas.Size * random.Range(0.25f, 0.75f);
        (float dx, float dy) = random.Direction();
        float whole = 2 * _canvas.Size;
        float reach = random.Chance(0.2f) ? random.Range(0.25f, 0.6f) * _canvas.Size : whole;
        Follow((x, y), (dx, dy), width, whole);
        Follow((x, y), (-dx, -dy), width, reach);
    }

    // The heading keeps drifting back to the first one, so that a crack crosses the picture rather than curls.
    private void Follow((float X, float Y) start, (float X, float Y) course, float width, float length)
    {
        SyntheticRandom random = _canvas.Random;
        float step = 4 * MathF.Max(_canvas.Scale, 0.5f);
        float thinnest = 0.8f * MathF.Max(_canvas.Scale, 0.8f);
        float swell = 1;
        (float dx, float dy) = course;
        var here = new StrokePoint(start.X, start.Y, width);
        for (float walked = 0; walked < length && Near(here); walked += step)
        {
            _canvas.CancellationToken.ThrowIfCancellationRequested();
            float turn = random.Range(-_wander, _wander) * 2;
            turn += random.Chance(_kink) ? random.Range(-1.1f, 1.1f) : 0;
            (dx, dy) = Unit(dx - (dy * turn) + (Pull * course.X), dy + (dx * turn) + (Pull * course.Y));
            swell = Math.Clamp(swell + random.Range(-0.22f, 0.22f) + (0.06f * (1 - swell)), 0.35f, 1.9f);
            float taper = MathF.Min(1, (length - walked) / (9 * step));
            var next = new StrokePoint(
                here.X + (dx * step), here.Y + (dy * step), MathF.Max(width * swell * taper, thinnest * taper));
            _canvas.Strokes.Draw(here, next);
            here = next;
            if (_branches < MostBranches && random.Chance(_branching))
            {
                _branches++;
                float side = random.Chance(0.5f) ? 1 : -1;
                float slant = side * random.Range(0.5f, 1.5f);
                Follow(
                    (here.X, here.Y), Unit(dx - (dy * slant), dy + (dx * slant)), width * random.Range(0.3f, 0.8f),
                    random.Range(0.15f, 1) * _canvas.Size);
            }
        }
    }

    private bool Near(StrokePoint point)
    {
        const float Margin = 12;
        float far = _canvas.Size + Margin;
        return point.X > -Margin && point.Y > -Margin && point.X < far && point.Y < far;
    }

    private static (float X, float Y) Unit(float x, float y)
    {
        float length = MathF.Sqrt((x * x) + (y * y));
        return (x / length, y / length);
    }
}
