namespace CrackLab.Mapping;

/// <summary>How a model is laid over a photo.</summary>
public sealed record PhotoMapOptions
{
    /// <summary>Least window in pixels.</summary>
    public const int LeastWindow = 16;

    /// <summary>Greatest window in pixels.</summary>
    public const int MostWindow = 4096;

    /// <summary>
    /// Side in pixels of the square of the photo that the model sees as one picture, 16..4096; <see langword="null"/> for the
    /// size of the pictures it was trained on.
    /// </summary>
    /// <remarks>A photo taken from twice as far shows the same crack half as wide: halve the window.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int? Window
    {
        get;
        init
        {
            if (value is { } window)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(window, LeastWindow, nameof(Window));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(window, MostWindow, nameof(Window));
            }

            field = value;
        }
    }

    /// <summary>Name of the class to look for; <see langword="null"/> for the positive one of two.</summary>
    public string? Class { get; init; }

    /// <summary>Threads at work, at least 1; the map is the same for any number.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
