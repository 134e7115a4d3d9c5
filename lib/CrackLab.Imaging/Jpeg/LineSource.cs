namespace CrackLab.Imaging.Jpeg;

/// <summary>Gives a component's lines at the picture's full length, upsampled where it is stored smaller.</summary>
/// <remarks>
/// A line is a row of the picture, or a column where the frame is turned; the samples are the same. Halved components
/// are interpolated with the triangle filter of libjpeg ("fancy"), others are repeated.
/// </remarks>
internal sealed class LineSource
{
    private readonly FrameComponent _component;
    private readonly int _lines;
    private readonly int _samples;
    private readonly int _outputSamples;
    private readonly byte[] _line;
    private readonly byte[] _sums;
    private readonly Method _method;
    private readonly (int In, int Out) _along;
    private readonly (int In, int Out) _across;

    public LineSource(FrameComponent component, Frame frame, DecoderBuffers buffers)
    {
        _component = component;
        _along = (component.HorizontalFactor * component.BlockSize, frame.MaxHorizontal * frame.BlockSize);
        _across = (component.VerticalFactor * component.BlockSize, frame.MaxVertical * frame.BlockSize);
        (_samples, _lines, _outputSamples) = (component.SampleWidth, component.SampleHeight, frame.OutputWidth);
        if (component.IsTurned)
        {
            (_along, _across) = (_across, _along);
            (_samples, _lines, _outputSamples) = (_lines, _samples, frame.OutputHeight);
        }

        _method = Choose(frame.BlockSize > 1);
        _line = _method == Method.Direct ? [] : buffers.Bytes(_outputSamples + Frame.SpareSamples);
        _sums = _method is Method.Along or Method.Both ? buffers.Bytes((_samples + Frame.SpareSamples) * sizeof(ushort)) : [];
    }

    private enum Method
    {
        Direct,
        Along,
        Across,
        Both,
        Repeat,
    }

    /// <summary>One line; valid until the next call, and readable some way past the picture's edge.</summary>
    public ReadOnlySpan<byte> Line(int index)
    {
        switch (_method)
        {
            case Method.Direct:
                return Stored(index);
            case Method.Along:
                Upsampling.Along(Stored(index), _samples, _sums, _line);
                break;
            case Method.Across:
                Upsampling.Across(Stored(index >> 1), Neighbour(index), 1 + (index & 1), _samples, _line);
                break;
            case Method.Both:
                Upsampling.Both(Stored(index >> 1), Neighbour(index), _samples, Bias(index), _sums, _line);
                break;
            default:
                ReadOnlySpan<byte> nearest = Stored((int)((long)index * _across.In / _across.Out));
                Upsampling.Repeat(nearest, _along.In, _along.Out, _line.AsSpan(0, _outputSamples));
                break;
        }

        return _line;
    }

    private Method Choose(bool interpolate)
    {
        if (_along.In == _along.Out && _across.In == _across.Out) return Method.Direct;
        bool wide = _component.SampleWidth > 2; // libjpeg repeats the samples of a component narrower than that
        bool halfAlong = _along.In * 2 == _along.Out && interpolate && (wide || _component.IsTurned);
        bool halfAcross = _across.In * 2 == _across.Out && interpolate && (wide || !_component.IsTurned);
        if (halfAlong && _across.In == _across.Out) return Method.Along;
        if (halfAcross && _along.In == _along.Out) return Method.Across;
        return halfAlong && halfAcross ? Method.Both : Method.Repeat;
    }

    private ReadOnlySpan<byte> Stored(int line) => _component.Samples.AsSpan(line * _component.Stride, _component.Stride);

    /// <summary>The stored line that is second nearest to a line of the picture; at the edge the nearest one again.</summary>
    private ReadOnlySpan<byte> Neighbour(int index) =>
        Stored(Math.Clamp((index >> 1) + ((index & 1) == 0 ? -1 : 1), 0, _lines - 1));

    /// <summary>What is added before rounding down: libjpeg alternates between 8 and 7 from column to column.</summary>
    private (int Even, int Odd) Bias(int index)
    {
        if (!_component.IsTurned) return (8, 7);
        return (index & 1) == 0 ? (8, 8) : (7, 7);
    }
}
