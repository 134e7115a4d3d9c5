using CrackLab.Imaging;

namespace CrackLab.Mapping;

/// <summary>What a model makes of the places of a photo.</summary>
internal interface IPlaceScorer : IDisposable
{
    /// <summary>Log-odds of every window, as the model gives them for a picture cut out there, spread over what windows cover.</summary>
    /// <param name="photo">RGB.</param>
    /// <param name="window">Side of a window in pixels.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>At each place the greatest log-odds of the windows that cover it.</returns>
    LogOddsGrid Windows(Image photo, int window, CancellationToken cancellationToken);

    /// <summary>Log-odds of small places, seen enlarged.</summary>
    /// <param name="photo">RGB.</param>
    /// <param name="window">Side of a window in pixels.</param>
    /// <param name="zoom">How many times larger than usual the model sees the photo.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Places at their own distance.</returns>
    LogOddsGrid Places(Image photo, int window, int zoom, CancellationToken cancellationToken);
}
