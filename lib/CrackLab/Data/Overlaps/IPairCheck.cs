namespace CrackLab.Data.Overlaps;

/// <summary>Looks whether two crops agree at a placement that others imply.</summary>
internal interface IPairCheck
{
    /// <summary>Part of a crop that two must share for the comparison to say something.</summary>
    const double WorthChecking = 0.15;

    /// <summary>Part of the smaller crop that they share, 0..1.</summary>
    double Shared(int first, int second, Placement placement);

    /// <summary>Whether their pixels agree there.</summary>
    bool Agrees(int first, int second, Placement placement);
}
