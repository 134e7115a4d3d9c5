namespace CrackLab.Tracking.Events;

/// <summary>A colour of a picture.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    public static Colour White { get; } = new(255, 255, 255);

    public static Colour Ink { get; } = new(32, 33, 36);

    public static Colour DeepBlue { get; } = new(8, 69, 148);

    /// <summary>A colour between this and another.</summary>
    /// <param name="other">The other.</param>
    /// <param name="part">0 for this one, 1 for the other.</param>
    public Colour Towards(Colour other, double part) =>
        new(Mix(Red, other.Red, part), Mix(Green, other.Green, part), Mix(Blue, other.Blue, part));

    private static byte Mix(byte from, byte to, double part) => (byte)Math.Round(from + ((to - from) * part));
}
