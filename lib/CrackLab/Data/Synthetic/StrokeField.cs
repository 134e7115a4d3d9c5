namespace CrackLab.Data.Synthetic;

/// <summary>How far each pixel is from the edge of a drawn stroke, in pixels; negative inside.</summary>
internal sealed class StrokeField
{
    /// <summary>Distance of pixels that no stroke comes near.</summary>
    public const float Far = 1000;

    private readonly int _size;
    private float _margin;

    /// <summary>Makes a field that must be cleared before it is drawn on.</summary>
    /// <param name="size">Side in pixels.</param>
    public StrokeField(int size)
    {
        _size = size;
        Distance = new float[size * size];
    }

    /// <summary>(size, size) distances, row by row.</summary>
    public float[] Distance { get; }

    /// <summary>Removes all strokes.</summary>
    /// <param name="margin">Distance up to which the next strokes are measured; beyond, <see cref="Far"/>.</param>
    public void Clear(float margin)
    {
        _margin = margin;
        Array.Fill(Distance, Far);
    }

    /// <summary>Draws a piece whose width changes evenly from end to end; its ends are round.</summary>
    /// <param name="from">One end.</param>
    /// <param name="to">The other.</param>
    public void Draw(StrokePoint from, StrokePoint to)
    {
        float reach = (MathF.Max(from.Width, to.Width) / 2) + _margin;
        int left = Inside(MathF.Min(from.X, to.X) - reach);
        int right = Inside(MathF.Max(from.X, to.X) + reach);
        int top = Inside(MathF.Min(from.Y, to.Y) - reach);
        int bottom = Inside(MathF.Max(from.Y, to.Y) + reach);
        float dx = to.X - from.X;
        float dy = to.Y - from.Y;
        float perSquare = 1 / MathF.Max((dx * dx) + (dy * dy), 1e-6f);
        for (int y = top; y <= bottom; y++)
        {
            Span<float> row = Distance.AsSpan(y * _size, _size);
            float py = y - from.Y;
            for (int x = left; x <= right; x++)
            {
                float px = x - from.X;
                float t = Math.Clamp(((px * dx) + (py * dy)) * perSquare, 0, 1);
                float ex = px - (t * dx);
                float ey = py - (t * dy);
                float width = from.Width + (t * (to.Width - from.Width));
                float distance = MathF.Sqrt((ex * ex) + (ey * ey)) - (width / 2);
                if (distance < row[x] && distance < _margin)
                {
                    row[x] = distance;
                }
            }
        }
    }

    /// <summary>Draws a straight stroke, cut into pieces so that a slanted one stays cheap.</summary>
    /// <param name="from">One end.</param>
    /// <param name="to">The other.</param>
    public void DrawLong(StrokePoint from, StrokePoint to)
    {
        const int Pieces = 12;
        StrokePoint last = from;
        for (int i = 1; i <= Pieces; i++)
        {
            StrokePoint next = from.Towards(to, (float)i / Pieces);
            Draw(last, next);
            last = next;
        }
    }

    private int Inside(float coordinate) => (int)Math.Clamp(coordinate, 0, _size - 1);
}
