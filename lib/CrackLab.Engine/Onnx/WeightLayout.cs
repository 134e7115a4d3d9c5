using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CrackLab.Engine.Onnx.Protos;
using Google.Protobuf;

namespace CrackLab.Engine.Onnx;

/// <summary>Weights as ONNX lays them: a convolution's kernel as (out, in, height, width), all others as they are.</summary>
/// <remarks>Values are moved as bits: what is no number keeps its bits too.</remarks>
internal static class WeightLayout
{
    private const int KernelRank = 4;

    /// <summary>A weight without its values.</summary>
    /// <param name="name">Its name in the model.</param>
    /// <param name="dimensions">Its dimensions in the model.</param>
    public static TensorProto Describe(string name, IReadOnlyList<int> dimensions)
    {
        var tensor = new TensorProto { Name = name, DataType = TensorProto.Types.DataType.Float };
        tensor.Dims.AddRange(dimensions.Count == KernelRank
            ? [dimensions[3], dimensions[2], dimensions[0], dimensions[1]]
            : dimensions.Select(dimension => (long)dimension));
        return tensor;
    }

    /// <summary>A weight's values for a file.</summary>
    /// <param name="weight">The weight.</param>
    public static ByteString Write(Parameter weight)
    {
        byte[] bytes = new byte[weight.Length * sizeof(float)];
        Span<uint> target = MemoryMarshal.Cast<byte, uint>(bytes.AsSpan());
        ReadOnlySpan<uint> source = MemoryMarshal.Cast<float, uint>(weight.Values);
        if (weight.Dimensions.Count == KernelRank)
        {
            (int window, int inputs, int outputs) = Sides(weight);
            Turn(source, target, window * inputs, outputs);
            Span<uint> plane = new uint[window * inputs];
            for (int start = 0; start < target.Length; start += plane.Length)
            {
                target.Slice(start, plane.Length).CopyTo(plane);
                Turn(plane, target.Slice(start, plane.Length), window, inputs);
            }
        }
        else
        {
            source.CopyTo(target);
        }

        MakeLittleEndian(target);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    /// <summary>Puts a file's values into a weight.</summary>
    /// <param name="bytes">As many values as the weight has.</param>
    /// <param name="weight">The weight.</param>
    public static void Read(ByteString bytes, Parameter weight)
    {
        Span<uint> target = MemoryMarshal.Cast<float, uint>(weight.Values);
        bytes.Span.CopyTo(MemoryMarshal.AsBytes(target));
        MakeLittleEndian(target);
        if (weight.Dimensions.Count == KernelRank)
        {
            (int window, int inputs, int outputs) = Sides(weight);
            Span<uint> plane = new uint[window * inputs];
            for (int start = 0; start < target.Length; start += plane.Length)
            {
                target.Slice(start, plane.Length).CopyTo(plane);
                Turn(plane, target.Slice(start, plane.Length), inputs, window);
            }

            Turn(target.ToArray(), target, outputs, window * inputs);
        }
    }

    private static (int Window, int Inputs, int Outputs) Sides(Parameter kernel) =>
        (kernel.Dimensions[0] * kernel.Dimensions[1], kernel.Dimensions[2], kernel.Dimensions[3]);

    /// <summary>(rows, columns) to (columns, rows).</summary>
    private static void Turn(ReadOnlySpan<uint> source, Span<uint> target, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                target[(column * rows) + row] = source[(row * columns) + column];
            }
        }
    }

    private static void MakeLittleEndian(Span<uint> words)
    {
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }
}
