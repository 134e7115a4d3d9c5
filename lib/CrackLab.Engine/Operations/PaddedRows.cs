namespace CrackLab.Engine.Operations;

/// <summary>Rows of a picture with zeros around them, as a window that hangs over the border sees them.</summary>
internal static unsafe class PaddedRows
{
    /// <summary>Gives some rows, as they lie where no zeros are needed, else as a copy.</summary>
    /// <param name="image">(height, width, channels) values.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="rowLength">width x channels.</param>
    /// <param name="first">First row wanted; may be negative.</param>
    /// <param name="count">Rows wanted; may go past the last one.</param>
    /// <param name="left">Zeros before each row, in floats.</param>
    /// <param name="right">Zeros behind each row, in floats.</param>
    /// <param name="scratch">Room for count x (left + rowLength + right) floats.</param>
    /// <param name="stride">Floats from a row to the next.</param>
    public static float* Fetch(
        float* image, int height, int rowLength, int first, int count, int left, int right, float* scratch, out nint stride)
    {
        if (left == 0 && right == 0 && first >= 0 && first + count <= height)
        {
            stride = rowLength;
            return image + ((nint)first * rowLength);
        }

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
