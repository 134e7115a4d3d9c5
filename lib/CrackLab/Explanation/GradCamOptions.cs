namespace CrackLab.Explanation;

/// <summary>What <see cref="GradCam"/> looks at.</summary>
public sealed record GradCamOptions
{
    /// <summary>Name of a layer that gives pictures; <see langword="null"/> for the last convolution.</summary>
    /// <remarks>
    /// A convolution means what its activation makes of it: its own ReLU, else that of a ReLU layer that follows with
    /// nothing but pooling, normalization and dropout between. Any other layer means just what it gives.
    /// </remarks>
    public string? Layer { get; init; }

    /// <summary>Name of the class to explain; <see langword="null"/> for the one that the model decides on.</summary>
    public string? Class { get; init; }

    /// <summary>Whether to weigh as Grad-CAM++ does, which is meant for activations behind a ReLU.</summary>
    /// <remarks>
    /// Its weights are never negative, so that maps of a striking picture resemble those of random weights more than
    /// Grad-CAM's do. To judge what a model has learnt, leave it off.
    /// </remarks>
    public bool PlusPlus { get; init; }

    /// <summary>
    /// Side in pixels at which the photo is laid before the model; <see langword="null"/> for the model's own, or where the
    /// layer would give fewer than 12 places in a row and the model takes any size, up to four times it.
    /// </summary>
    public int? Size { get; init; }
}
