using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Operations;

/// <summary>Rows of the gradient of a convolution's sums (N, H, W, C) where max pooling followed in the same pass.</summary>
/// <remarks>
/// Only the pooled gradient (N, H / P, W / P, C) and a byte for each of its values lie in memory; rows are spread out into
/// a few KiB of scratch when they are wanted.
/// </remarks>
/// <param name="height">Rows before pooling.</param>
/// <param name="width">Pixels of a row before pooling.</param>
/// <param name="channels">Channels.</param>
/// <param name="pool">Side and step of the pooling window.</param>
/// <param name="choice">(N, H / P, W / P, C) which value of its window each pooled one was.</param>
internal sealed unsafe class SpreadRows<TSimd, TVector>(int height, int width, int channels, int pool, byte* choice) : IRowSource
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly int _pooledWidth = width / pool;
    private readonly int _pooledHeight = height / pool;

    /// <inheritdoc/>
    public bool AlwaysCopies => true;

    /// <inheritdoc/>
    public float* Fetch(float* batch, int sample, int first, int count, int left, int right, float* scratch, out nint stride)
    {
        int length = (left + width + right) * channels;
        int spread = _pooledWidth * pool * channels;
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

            nint pooled = (((nint)sample * _pooledHeight) + (source / pool)) * _pooledWidth * channels;
            new Span<float>(target, left * channels).Clear();
            target += left * channels;
            ChoosingPooledRow<TSimd, TVector>.Backward(batch + pooled, choice + pooled, pool, source % pool, target, (_pooledWidth, channels));
            new Span<float>(target + spread, length - (left * channels) - spread).Clear();
        }

        return scratch;
    }
}
