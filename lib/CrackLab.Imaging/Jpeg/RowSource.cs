namespace CrackLab.Imaging.Jpeg;

/// <summary>Gives a component's rows at the picture's full width, upsampled where it is stored smaller.</summary>
/// <remarks>Halved components are interpolated with the triangle filter of libjpeg ("fancy"), others are repeated.</remarks>
internal sealed class RowSource
{
    private readonly FrameComponent _component;
    private readonly int _outputWidth;
    private readonly byte[] _row;
    private readonly byte[] _sums;
    private readonly Method _method;
    private readonly (int In, int Out) _across;
    private readonly (int In, int Out) _down;

    public RowSource(FrameComponent component, Frame frame, DecoderBuffers buffers)
    {
        _component = component;
        _outputWidth = frame.OutputWidth;
        _across = (component.HorizontalFactor * component.BlockSize, frame.MaxHorizontal * frame.BlockSize);
        _down = (component.VerticalFactor * component.BlockSize, frame.MaxVertical * frame.BlockSize);
        _method = Choose(frame.BlockSize > 1);
        _row = _method == Method.Direct ? [] : buffers.Bytes(frame.OutputWidth + Frame.SpareSamples);
        _sums = _method is Method.Across or Method.Both
            ? buffers.Bytes((component.SampleWidth + Frame.SpareSamples) * sizeof(ushort))
            : [];
    }

    private enum Method
    {
        Direct,
        Across,
        Down,
        Both,
        Repeat,
    }

    /// <summary>One row; valid until the next call, and readable some way past the picture's width.</summary>
    public ReadOnlySpan<byte> Row(int y)
    {
        switch (_method)
        {
            case Method.Direct:
                return Stored(y);
            case Method.Across:
                Upsampling.Across(Stored(y), _component.SampleWidth, _sums, _row);
                break;
            case Method.Down:
                Upsampling.Down(Stored(y >> 1), Neighbour(y), 1 + (y & 1), _component.SampleWidth, _row);
                break;
            case Method.Both:
                Upsampling.Both(Stored(y >> 1), Neighbour(y), _component.SampleWidth, _sums, _row);
                break;
            default:
                Upsampling.Repeat(Stored((int)((long)y * _down.In / _down.Out)), _across.In, _across.Out, _row.AsSpan(0, _outputWidth));
                break;
        }

        return _row;
    }

    private Method Choose(bool interpolate)
    {
        if (_across.In == _across.Out && _down.In == _down.Out) return Method.Direct;
        bool halfAcross = _across.In * 2 == _across.Out && interpolate && _component.SampleWidth > 2;
        bool halfDown = _down.In * 2 == _down.Out && interpolate;
        if (halfAcross && _down.In == _down.Out) return Method.Across;
        if (halfDown && _across.In == _across.Out) return Method.Down;
        return halfAcross && halfDown ? Method.Both : Method.Repeat;
    }

    private ReadOnlySpan<byte> Stored(int y) => _component.Samples.AsSpan(y * _component.Stride, _component.Stride);

    /// <summary>The stored row that is second nearest to row y of the picture; at the edge the nearest one again.</summary>
    private ReadOnlySpan<byte> Neighbour(int y) =>
        Stored(Math.Clamp((y >> 1) + ((y & 1) == 0 ? -1 : 1), 0, _component.SampleHeight - 1));
}
