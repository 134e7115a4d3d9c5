namespace CrackLab.Data.Synthetic;

/// <summary>Paints what is straight or made by hand: formwork lines, joints, scratches, chalk and paint marks.</summary>
internal static class LinePainter
{
    private static readonly Tint[] Paints =
    [
        new(232, 230, 222), new(226, 221, 210), new(196, 62, 52), new(60, 92, 172), new(222, 186, 64),
        new(56, 54, 52), new(216, 214, 208), new(206, 92, 44),
    ];

    /// <summary>Paints none to a few of each.</summary>
    /// <param name="canvas">Painted concrete.</param>
    public static void Paint(ConcreteCanvas canvas)
    {
        SyntheticRandom random = canvas.Random;
        if (random.Chance(0.14f))
        {
            Formwork(canvas);
        }

        if (random.Chance(0.02f))
        {
            Joint(canvas);
        }

        if (random.Chance(0.3f))
        {
            Scratches(canvas);
        }

        if (random.Chance(0.14f))
        {
            Mark(canvas);
        }
    }

    // One to four parallel, even lines where boards met: a fin of cement paste (bright) or a groove (dark).
    private static void Formwork(ConcreteCanvas canvas)
    {
        SyntheticRandom random = canvas.Random;
        int lines = random.Whole(1, 4);
        float spacing = random.Range(16, 70) * canvas.Scale;
        float width = random.Range(0.8f, 3) * canvas.Scale;
        (float dx, float dy) = random.Direction();
        (float px, float py) = canvas.Point();
        canvas.Strokes.Clear(3);
        for (int n = 0; n < lines; n++)
        {
            Across(canvas, (px - (dy * spacing * n), py + (dx * spacing * n)), (dx, dy), width);
        }

        float change = random.Chance(0.4f) ? random.Range(0.08f, 0.3f) : -random.Range(0.12f, 0.35f);
        Shade(canvas, random.Range(1, 2.5f), change);
    }

    // A wide straight groove of even width and darkness, one rim in the light.
    private static void Joint(ConcreteCanvas canvas)
    {
        SyntheticRandom random = canvas.Random;
        (float dx, float dy) = random.Direction();
        (float x, float y) = canvas.Point();
        float width = random.Skewed(2.5f, 11) * canvas.Scale;
        float side = (-dy * canvas.LightX) + (dx * canvas.LightY) > 0 ? -1 : 1;
        float away = side * ((width / 2) + 1);
        canvas.Strokes.Clear(3);
        Across(canvas, (x - (dy * away), y + (dx * away)), (dx, dy), 1.2f * canvas.Scale);
        Shade(canvas, 1.5f, random.Range(0.05f, 0.35f));
        canvas.Strokes.Clear(4);
        Across(canvas, (x, y), (dx, dy), width);
        Shade(canvas, random.Range(1, 3), -random.Range(0.4f, 0.88f));
    }

    private static void Scratches(ConcreteCanvas canvas)
    {
        SyntheticRandom random = canvas.Random;
        int scratches = random.Whole(1, 4);
        canvas.Strokes.Clear(2);
        for (int n = 0; n < scratches; n++)
        {
            (float x, float y) = canvas.Point();
            (float dx, float dy) = random.Direction();
            float length = random.Range(15, 150) * canvas.Scale;
            float width = random.Range(0.5f, 1.6f) * MathF.Max(canvas.Scale, 0.6f);
            float bend = random.Range(-0.2f, 0.2f) * length;
            var from = new StrokePoint(x, y, width);
            float half = length / 2;
            var middle = new StrokePoint(x + (dx * half) - (dy * bend / 2), y + (dy * half) + (dx * bend / 2), width);
            var to = new StrokePoint(x + (dx * length), y + (dy * length), width / 2);
            canvas.Strokes.DrawLong(from, middle);
            canvas.Strokes.DrawLong(middle, to);
        }

        Shade(canvas, 1.2f, random.Range(0.08f, 0.3f));
    }

    // A thick stroke of chalk or spray paint that the rough surface shows through.
    private static void Mark(ConcreteCanvas canvas)
    {
        SyntheticRandom random = canvas.Random;
        Tint paint = Paints[random.Whole(0, Paints.Length - 1)];
        float width = random.Range(2.5f, 9) * canvas.Scale;
        float patchy = random.Range(0.1f, 0.9f);
        float strength = random.Range(0.35f, 0.9f);
        (float x, float y) = canvas.Point();
        var last = new StrokePoint(x, y, width);
        canvas.Strokes.Clear(3);
        for (int corner = random.Whole(1, 3); corner > 0; corner--)
        {
            (float dx, float dy) = random.Direction();
            float length = random.Range(25, 110) * canvas.Scale;
            var next = new StrokePoint(last.X + (dx * length), last.Y + (dy * length), width);
            canvas.Strokes.DrawLong(last, next);
            last = next;
        }

        for (int py = 0, i = 0; py < canvas.Size; py++)
        {
            canvas.CancellationToken.ThrowIfCancellationRequested();
            for (int px = 0; px < canvas.Size; px++, i++)
            {
                float inside = Math.Clamp(0.5f - (canvas.Strokes.Distance[i] / 2), 0, 1);
                if (inside > 0)
                {
                    float rough = canvas.Noise.At(px * 0.35f, py * 0.35f);
                    float hold = Math.Clamp(1 - (patchy * (0.5f + (1.2f * rough))), 0, 1);
                    canvas.Cover(i, paint, inside * hold * strength);
                }
            }
        }
    }

    private static void Across(
        ConcreteCanvas canvas, (float X, float Y) point, (float X, float Y) direction, float width)
    {
        float reach = 1.5f * canvas.Size;
        canvas.Strokes.DrawLong(
            new StrokePoint(point.X - (direction.X * reach), point.Y - (direction.Y * reach), width),
            new StrokePoint(point.X + (direction.X * reach), point.Y + (direction.Y * reach), width));
    }

    private static void Shade(ConcreteCanvas canvas, float soft, float change)
    {
        float[] distance = canvas.Strokes.Distance;
        for (int y = 0, i = 0; y < canvas.Size; y++)
        {
            canvas.CancellationToken.ThrowIfCancellationRequested();
            for (int x = 0; x < canvas.Size; x++, i++)
            {
                float inside = Math.Clamp(0.5f - (distance[i] / soft), 0, 1);
                if (inside > 0)
                {
                    canvas.Dim(i, 1 + (change * inside));
                }
            }
        }
    }
}
