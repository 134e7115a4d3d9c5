using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Operations;

/// <summary>Rows of the gradient of a convolution's sums, as its backward passes read them.</summary>
/// <remarks>
/// Without pooling the rows lie in memory, (N, OH, OW, F). With it, only the pooled gradient (N, OH / P, OW / P, F) and a
/// byte for each of its values do, and rows are spread out into a few KiB of scratch when they are wanted.
/// </remarks>
internal sealed unsafe class ConvolutionGradientRows<TSimd, TVector>(ConvolutionGeometry geometry, int pool, byte* choice)
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly int _pooledWidth = geometry.OW / pool;
    private readonly int _pooledHeight = geometry.OH / pool;

    /// <summary>Whether rows always go through scratch.</summary>
    public bool IsSpread => pool > 1;

    /// <summary>Gives some rows of one sample, as they lie where that is possible, else as a copy.</summary>
    /// <param name="dy">Gradient of the batch, as the layer behind gave it.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="first">First row wanted; may be negative.</param>
    /// <param name="count">Rows wanted; may go past the last one. Rows outside are zero.</param>
    /// <param name="left">Zero pixels before each row.</param>
    /// <param name="right">Zero pixels behind each row.</param>
    /// <param name="scratch">Room for count x (left + OW + right) x F floats.</param>
    /// <param name="stride">Floats from a row to the next.</param>
    public float* Fetch(float* dy, int sample, int first, int count, int left, int right, float* scratch, out nint stride)
    {
        ConvolutionGeometry g = geometry;
        if (pool == 1)
        {
            float* image = dy + ((nint)sample * g.OH * g.OW * g.F);
            return PaddedRows.Fetch(image, g.OH, g.OW * g.F, first, count, left * g.F, right * g.F, scratch, out stride);
        }

        int length = (left + g.OW + right) * g.F;
        int spread = _pooledWidth * pool * g.F;
        stride = length;
        for (int row = 0; row < count; row++)
        {
            float* target = scratch + ((nint)row * length);
            int source = first + row;
            if (source < 0 || source >= _pooledHeight * pool)
            {
                new Span<float>(target, length).Clear();
                continue;
            }

            nint pooled = (((nint)sample * _pooledHeight) + (source / pool)) * _pooledWidth * g.F;
            new Span<float>(target, left * g.F).Clear();
            target += left * g.F;
            ChoosingPooledRow<TSimd, TVector>.Backward(dy + pooled, choice + pooled, pool, source % pool, target, (_pooledWidth, g.F));
            new Span<float>(target + spread, length - (left * g.F) - spread).Clear();
        }

        return scratch;
    }
}
