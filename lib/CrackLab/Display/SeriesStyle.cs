namespace CrackLab.Display;

/// <summary>How the points of a series are joined.</summary>
public enum SeriesStyle
{
    /// <summary>Straight lines from point to point.</summary>
    Line,

    /// <summary>Straight dotted lines: for what is compared with.</summary>
    Dashed,

    /// <summary>At each point up or down first, then across: for precision over recall.</summary>
    Step,

    /// <summary>Marks only.</summary>
    Points,

    /// <summary>Bars from 0 up; several series stand side by side.</summary>
    Bars,

    /// <summary>Pale straight lines: for what lies under a smoothed one.</summary>
    Faint,

    /// <summary>Straight lines without marks at the points.</summary>
    Smooth,
}
