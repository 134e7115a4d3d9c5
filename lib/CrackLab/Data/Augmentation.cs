namespace CrackLab.Data;

/// <summary>Random changes to training pictures that leave their class as it is.</summary>
public sealed record Augmentation
{
    /// <summary>Pictures as they are.</summary>
    public static Augmentation None { get; } = new();

    /// <summary>Flips, quarter turns and light changes of brightness and contrast.</summary>
    public static Augmentation Default { get; } = new()
    {
        HorizontalFlip = true,
        VerticalFlip = true,
        QuarterTurns = true,
        Brightness = 0.15,
        Contrast = 0.15,
    };

    /// <summary>Whether half of the pictures are mirrored left to right.</summary>
    public bool HorizontalFlip { get; init; }

    /// <summary>Whether half of the pictures are mirrored top to bottom.</summary>
    public bool VerticalFlip { get; init; }

    /// <summary>Whether pictures are turned by 0, 90, 180 or 270 degrees.</summary>
    public bool QuarterTurns { get; init; }

    /// <summary>Strength b, 0..1: all samples move by one amount from -b to b of the full range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The strength is not within 0..1.</exception>
    public double Brightness { get; init => field = Strength(value, nameof(Brightness)); }

    /// <summary>Strength c, 0..1: distances from middle grey are multiplied by one factor from 1 - c to 1 + c.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The strength is not within 0..1.</exception>
    public double Contrast { get; init => field = Strength(value, nameof(Contrast)); }

    /// <summary>Makes a changed copy of a picture.</summary>
    /// <param name="source">(size, size, 3) samples, 0..255.</param>
    /// <param name="destination">(size, size, 3) samples to write; not the source.</param>
    /// <param name="size">Width and height in pixels.</param>
    /// <param name="seed">Decides the changes: the same seed makes the same ones.</param>
    /// <exception cref="ArgumentException">A span does not have size x size x 3 samples.</exception>
    public void Apply(ReadOnlySpan<byte> source, Span<byte> destination, int size, ulong seed)
    {
        int length = size * size * 3;
        if (source.Length != length || destination.Length != length)
        {
            throw new ArgumentException(
                $"Augmentation: expected {length} samples for ({size}, {size}, 3), received {source.Length} and {destination.Length}.",
                nameof(source));
        }

        // Every choice is drawn whether it is used or not, so that switching one off leaves the others as they were.
        var random = new SeededRandom(seed);
        ulong bits = random.NextBits();
        double shift = Brightness * ((2 * random.NextDouble()) - 1) * 255;
        double gain = 1 + (Contrast * ((2 * random.NextDouble()) - 1));
        var turn = SquareTransform.Create(
            size, HorizontalFlip && (bits & 1) != 0, VerticalFlip && (bits & 2) != 0, QuarterTurns ? (int)(bits >> 2) & 3 : 0);
        if (Brightness == 0 && Contrast == 0)
        {
            turn.Apply(source, destination);
            return;
        }

        Span<byte> tones = stackalloc byte[256];
        for (int tone = 0; tone < tones.Length; tone++)
        {
            tones[tone] = (byte)Math.Clamp(Math.Floor(((tone - 127.5) * gain) + 127.5 + shift + 0.5), 0, 255);
        }

        turn.Apply(source, destination, tones);
    }

    private static double Strength(double value, string name) => value is >= 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(
            name, FormattableString.Invariant($"Augmentation: expected a {name} from 0 to 1, received {value}. 0.15 is light, 0.5 strong."));
}
