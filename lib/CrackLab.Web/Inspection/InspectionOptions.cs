using System.Net;

namespace CrackLab.Web.Inspection;

/// <summary>Where an inspection server listens, how it looks at photos, and what it refuses.</summary>
public sealed record InspectionOptions
{
    /// <summary>Address to listen at; everything but a loopback address lets others on the network in.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port, 0..65535; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>What the model is called on the page; <see langword="null"/> for its own name.</summary>
    public string? ModelName { get; init; }

    /// <summary>
    /// Side in pixels of the square of a photo that the model sees as one picture, 16..4096; <see langword="null"/> for the
    /// size of the pictures it was trained on.
    /// </summary>
    public int? Window { get; init; }

    /// <summary>Name of the class to look for; <see langword="null"/> for the positive one of two.</summary>
    public string? Class { get; init; }

    /// <summary>Threads at work, at least 1.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Most bytes of a photo, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaxFileBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, nameof(MaxFileBytes));
            field = value;
        }
    }

    = 50_000_000;

    /// <summary>Most pixels that a photo may state.</summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>Most photos in a request.</summary>
    public int MaxFiles { get; init; } = 100;

    /// <summary>Requests that are read or looked at; the others wait, with their photos still at the sender.</summary>
    public int Places { get; init; } = 4;

    /// <summary>Requests that may wait; those beyond are sent away.</summary>
    public int MaxWaiting { get; init; } = 1000;

    /// <summary>Longest time that a request waits.</summary>
    public TimeSpan WaitTime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Longest time that sending a photo may take.</summary>
    public TimeSpan UploadTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest time that looking at a photo may take.</summary>
    public TimeSpan WorkTime { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Told of faults in the server itself; <see langword="null"/> to pass them over.</summary>
    public Action<Exception>? OnFault { get; init; }
}
