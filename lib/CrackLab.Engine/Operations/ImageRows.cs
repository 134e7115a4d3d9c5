namespace CrackLab.Engine.Operations;

/// <summary>Rows of pictures that lie in memory, (N, H, W, C).</summary>
internal sealed unsafe class ImageRows(int height, int width, int channels) : IRowSource
{
    /// <inheritdoc/>
    public bool AlwaysCopies => false;

    /// <inheritdoc/>
    public float* Fetch(float* batch, int sample, int first, int count, int left, int right, float* scratch, out nint stride)
    {
        int rowLength = width * channels;
        float* image = batch + ((nint)sample * height * rowLength);
        if (left == 0 && right == 0 && first >= 0 && first + count <= height)
        {
            stride = rowLength;
            return image + ((nint)first * rowLength);
        }

        (left, right) = (left * channels, right * channels);
        int length = left + rowLength + right;
        stride = length;
        for (int row = 0; row < count; row++)
        {
            var target = new Span<float>(scratch + ((nint)row * length), length);
            int source = first + row;
            if ((uint)source >= (uint)height)
            {
                target.Clear();
                continue;
            }

            target[..left].Clear();
            new ReadOnlySpan<float>(image + ((nint)source * rowLength), rowLength).CopyTo(target[left..]);
            target[(left + rowLength)..].Clear();
        }

        return scratch;
    }
}
