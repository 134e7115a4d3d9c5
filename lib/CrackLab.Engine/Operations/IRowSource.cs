namespace CrackLab.Engine.Operations;

/// <summary>Rows of (H, W, C) pictures of a batch, with zeros around them, as a window that hangs over the border sees them.</summary>
internal unsafe interface IRowSource
{
    /// <summary>Whether rows always go through scratch.</summary>
    bool AlwaysCopies { get; }

    /// <summary>Gives some rows of one sample, as they lie where that is possible, else as a copy.</summary>
    /// <param name="batch">What the rows come from.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="first">First row wanted; may be negative.</param>
    /// <param name="count">Rows wanted; may go past the last one. Rows outside are zero.</param>
    /// <param name="left">Zero pixels before each row.</param>
    /// <param name="right">Zero pixels behind each row.</param>
    /// <param name="scratch">Room for count x (left + W + right) x C floats.</param>
    /// <param name="stride">Floats from a row to the next.</param>
    float* Fetch(float* batch, int sample, int first, int count, int left, int right, float* scratch, out nint stride);
}
