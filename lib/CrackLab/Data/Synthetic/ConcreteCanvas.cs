namespace CrackLab.Data.Synthetic;

/// <summary>A picture in the making: three planes of light, and what all painters share.</summary>
internal sealed class ConcreteCanvas
{
    /// <summary>Side in pixels at which lengths are stated everywhere.</summary>
    public const float NominalSize = 227;

    /// <summary>Makes an empty canvas and chooses where the light comes from.</summary>
    /// <param name="random">Drawn from by all painters in turn.</param>
    /// <param name="size">Side in pixels.</param>
    /// <param name="cancellationToken">Gives the picture up.</param>
    public ConcreteCanvas(SyntheticRandom random, int size, CancellationToken cancellationToken)
    {
        CancellationToken = cancellationToken;
        Random = random;
        Size = size;
        Scale = size / NominalSize;
        Noise = new ValueNoise(random);
        (LightX, LightY) = random.Direction();
        Red = new float[size * size];
        Green = new float[size * size];
        Blue = new float[size * size];
        Scratch = new float[size * size];
        Strokes = new StrokeField(size);
    }

    /// <summary>The one stream of random numbers.</summary>
    public SyntheticRandom Random { get; }

    /// <summary>Smooth noise for edges, stains and fading.</summary>
    public ValueNoise Noise { get; }

    /// <summary>Painters look at it row by row.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Side in pixels.</summary>
    public int Size { get; }

    /// <summary>Pixels for each pixel of a 227-pixel picture.</summary>
    public float Scale { get; }

    /// <summary>X part of the direction that the light comes from.</summary>
    public float LightX { get; }

    /// <summary>Y part of it.</summary>
    public float LightY { get; }

    /// <summary>(Size, Size) red light, about 0..255.</summary>
    public float[] Red { get; }

    /// <summary>(Size, Size) green light, about 0..255.</summary>
    public float[] Green { get; }

    /// <summary>(Size, Size) blue light, about 0..255.</summary>
    public float[] Blue { get; }

    /// <summary>(Size, Size) numbers for one painter at a time; whoever needs zeros clears it first.</summary>
    public float[] Scratch { get; }

    /// <summary>Strokes of one painter at a time; whoever draws clears it first.</summary>
    public StrokeField Strokes { get; }

    /// <summary>Returns a random point.</summary>
    public (float X, float Y) Point() => (Random.Range(0, Size), Random.Range(0, Size));

    /// <summary>Multiplies the light at a pixel.</summary>
    /// <param name="index">Pixel, row by row.</param>
    /// <param name="factor">0 (black) upwards, 1 for no change.</param>
    public void Dim(int index, float factor)
    {
        Red[index] *= factor;
        Green[index] *= factor;
        Blue[index] *= factor;
    }

    /// <summary>Multiplies the light at a pixel by a colour.</summary>
    /// <param name="index">Pixel, row by row.</param>
    /// <param name="tint">Factors, 1 for no change.</param>
    /// <param name="alpha">How much of it, 0..1.</param>
    public void Glaze(int index, Tint tint, float alpha)
    {
        Red[index] *= 1 + (alpha * (tint.Red - 1));
        Green[index] *= 1 + (alpha * (tint.Green - 1));
        Blue[index] *= 1 + (alpha * (tint.Blue - 1));
    }

    /// <summary>Covers a pixel with an opaque colour.</summary>
    /// <param name="index">Pixel, row by row.</param>
    /// <param name="paint">The colour, 0..255.</param>
    /// <param name="alpha">How much of it, 0..1.</param>
    public void Cover(int index, Tint paint, float alpha)
    {
        Red[index] += alpha * (paint.Red - Red[index]);
        Green[index] += alpha * (paint.Green - Green[index]);
        Blue[index] += alpha * (paint.Blue - Blue[index]);
    }
}
