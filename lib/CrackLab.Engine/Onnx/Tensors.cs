using System.Buffers.Binary;
using CrackLab.Engine.Onnx.Protos;
using Google.Protobuf;

namespace CrackLab.Engine.Onnx;

/// <summary>Constants of a graph, and what it takes and gives.</summary>
internal static class Tensors
{
    /// <summary>One number without dimensions.</summary>
    public static TensorProto Scalar(string name, float value) => Floats(name, [], value);

    /// <summary>Floats of any dimensions.</summary>
    public static TensorProto Floats(string name, ReadOnlySpan<long> dimensions, params ReadOnlySpan<float> values)
    {
        byte[] bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        return Make(name, TensorProto.Types.DataType.Float, dimensions, bytes);
    }

    /// <summary>One whole number, in a row of its own or without dimensions.</summary>
    public static TensorProto Whole(string name, long value, bool isRow = false)
    {
        byte[] bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Make(name, TensorProto.Types.DataType.Int64, isRow ? [1] : [], bytes);
    }

    /// <summary>A value that a graph takes or gives.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Type of its elements.</param>
    /// <param name="meaning">What it is, in words.</param>
    /// <param name="dimensions">Its dimensions: whole numbers, or a name for each that may be any.</param>
    public static ValueProto Value(string name, TensorProto.Types.DataType type, string meaning, params IEnumerable<object> dimensions)
    {
        var shape = new ShapeProto();
        shape.Dim.AddRange(dimensions.Select(dimension => dimension is string any
            ? new ShapeProto.Types.Dimension { DimParam = any }
            : new ShapeProto.Types.Dimension { DimValue = (int)dimension }));
        return new ValueProto
        {
            Name = name,
            DocString = meaning,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = type, Shape = shape } },
        };
    }

    private static TensorProto Make(string name, TensorProto.Types.DataType type, ReadOnlySpan<long> dimensions, byte[] bytes)
    {
        var tensor = new TensorProto { Name = name, DataType = type, RawData = UnsafeByteOperations.UnsafeWrap(bytes) };
        tensor.Dims.AddRange(dimensions.ToArray());
        return tensor;
    }
}
