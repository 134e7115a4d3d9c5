namespace CrackLab.Imaging.Jpeg;

/// <summary>Turns a frame's planes into RGB pixels, row by row.</summary>
internal static class PixelWriter
{
    /// <summary>Makes the picture.</summary>
    public static Image Write(Frame frame, ColorModel model, DecoderBuffers buffers, CancellationToken cancellationToken)
    {
        int rowBytes = 3 * frame.OutputWidth;
        byte[] pixels = GC.AllocateUninitializedArray<byte>(rowBytes * frame.OutputHeight);
        LineSource[] rows = Array.ConvertAll(frame.Components, c => new LineSource(c, frame, buffers));
        for (int y = 0; y < frame.OutputHeight; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WriteRow(rows, y, model, pixels.AsSpan(y * rowBytes, rowBytes));
        }

        return new Image(frame.OutputWidth, frame.OutputHeight, 3, pixels);
    }

    private static void WriteRow(LineSource[] rows, int y, ColorModel model, Span<byte> target)
    {
        ReadOnlySpan<byte> first = rows[0].Line(y);
        if (model == ColorModel.Gray)
        {
            ColorRows.FromRgb(first, first, first, target);
            return;
        }

        ReadOnlySpan<byte> second = rows[1].Line(y), third = rows[2].Line(y);
        if (model is ColorModel.Rgb or ColorModel.Cmyk) ColorRows.FromRgb(first, second, third, target);
        else ColorRows.FromYCbCr(first, second, third, target);
        if (model is ColorModel.Cmyk or ColorModel.Ycck) ColorRows.MultiplyByBlack(target, rows[3].Line(y), model == ColorModel.Cmyk);
    }
}
