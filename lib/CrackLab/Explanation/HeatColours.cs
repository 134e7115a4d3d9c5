using System.Runtime.CompilerServices;

namespace CrackLab.Explanation;

/// <summary>Colours from dark blue (cold) by grey to yellow (hot), which people with and without colour blindness see alike.</summary>
/// <remarks>Straight lines between a few points near the cividis scale, https://doi.org/10.1371/journal.pone.0199239. Lightness rises all the way.</remarks>
public static class HeatColours
{
    private static readonly (double R, double G, double B)[] Anchors =
        [(0, 34, 78), (53, 69, 108), (102, 105, 112), (148, 142, 119), (200, 184, 102), (254, 232, 56)];

    /// <summary>The colour of a share.</summary>
    /// <param name="share">0 (cold) to 1 (hot).</param>
    /// <returns>Red, green and blue, 0..255.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (double R, double G, double B) Of(double share)
    {
        double place = Math.Clamp(share, 0, 1) * (Anchors.Length - 1);
        int low = Math.Min((int)place, Anchors.Length - 2);
        double part = place - low;
        (double R, double G, double B) a = Anchors[low], b = Anchors[low + 1];
        return (a.R + (part * (b.R - a.R)), a.G + (part * (b.G - a.G)), a.B + (part * (b.B - a.B)));
    }
}
