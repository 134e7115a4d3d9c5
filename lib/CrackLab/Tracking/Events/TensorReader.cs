using System.Buffers.Binary;
using CrackLab.Tracking.Protos;

namespace CrackLab.Tracking.Events;

/// <summary>Reads tensors of every usual type.</summary>
internal static class TensorReader
{
    /// <summary>Values that lone ones may stand for in one file: more would be hostile shapes, each of which costs its writer forty bytes.</summary>
    public const long MostRepeated = 1 << 20;

    private const int MostShown = 8;

    /// <summary>Reads a tensor.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="room">How many values lone ones may yet stand for; is lowered by those that they do here.</param>
    /// <exception cref="InvalidDataException">Its values do not fit its shape, or its type is not known.</exception>
    public static EventTensor Read(TensorValue tensor, ref long room)
    {
        long[] dimensions = [.. (tensor.Shape?.Dimensions ?? []).Select(dimension => dimension.Size)];
        long count = Count(dimensions);
        if (tensor.Dtype == TensorType.String)
        {
            ReadOnlyMemory<byte>[] texts = [.. tensor.StringValues.Select(text => text.Memory)];
            return texts.Length == count ? new EventTensor(dimensions, [], texts) : throw Refuse(tensor, dimensions, texts.Length);
        }

        double[] numbers = tensor.Content.IsEmpty ? Listed(tensor, count, ref room) : Packed(tensor);
        return numbers.Length == count ? new EventTensor(dimensions, numbers, []) : throw Refuse(tensor, dimensions, numbers.Length);
    }

    private static long Count(long[] dimensions)
    {
        long count = 1;
        foreach (long size in dimensions)
        {
            if (size < 0 || (size > 0 && count > long.MaxValue / size))
                throw new InvalidDataException($"a tensor has the shape {Shown(dimensions)}");
            count *= size;
        }

        return count;
    }

    private static double[] Packed(TensorValue tensor)
    {
        int size = Size(tensor.Dtype);
        ReadOnlySpan<byte> bytes = tensor.Content.Span;
        if (bytes.Length % size != 0)
            throw new InvalidDataException($"a tensor of type {tensor.Dtype} has {bytes.Length} bytes");
        var numbers = new double[bytes.Length / size];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = Number(tensor.Dtype, bytes.Slice(i * size, size));
        return numbers;
    }

    private static double[] Listed(TensorValue tensor, long count, ref long room)
    {
        double[] numbers = [.. tensor.Dtype switch
        {
            TensorType.Float => tensor.FloatValues.Select(value => (double)value),
            TensorType.Double => tensor.DoubleValues,
            TensorType.Int64 => tensor.Int64Values.Select(value => (double)value),
            TensorType.Bool => tensor.BoolValues.Select(value => value ? 1.0 : 0),
            TensorType.Half => tensor.HalfValues.Select(bits => (double)BitConverter.UInt16BitsToHalf((ushort)bits)),
            TensorType.Bfloat16 => tensor.HalfValues.Select(bits => (double)BitConverter.Int32BitsToSingle(bits << 16)),
            TensorType.Uint32 => tensor.Uint32Values.Select(value => (double)value),
            TensorType.Uint64 => tensor.Uint64Values.Select(value => (double)value),
            _ => tensor.IntValues.Select(value => (double)value),
        }];

        // Where fewer stand there than the shape asks for, the last one stands for the rest.
        if (numbers.Length == 0 || numbers.Length >= count || count - numbers.Length > room)
            return numbers;
        room -= count - numbers.Length;
        double[] all = new double[count];
        numbers.CopyTo(all, 0);
        all.AsSpan(numbers.Length).Fill(numbers[^1]);
        return all;
    }

    private static int Size(TensorType type) => type switch
    {
        TensorType.Uint8 or TensorType.Int8 or TensorType.Bool => 1,
        TensorType.Int16 or TensorType.Uint16 or TensorType.Half or TensorType.Bfloat16 => 2,
        TensorType.Float or TensorType.Int32 or TensorType.Uint32 => 4,
        TensorType.Double or TensorType.Int64 or TensorType.Uint64 => 8,
        _ => throw new InvalidDataException($"a tensor has the type {type}, which is not known here"),
    };

    private static double Number(TensorType type, ReadOnlySpan<byte> bytes) => type switch
    {
        TensorType.Float => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        TensorType.Double => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        TensorType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        TensorType.Uint32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        TensorType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        TensorType.Uint64 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        TensorType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        TensorType.Uint16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        TensorType.Half => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        TensorType.Bfloat16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
        TensorType.Int8 => (sbyte)bytes[0],
        _ => bytes[0],
    };

    private static string Shown(long[] dimensions) => $"[{string.Join(", ", dimensions.Take(MostShown))}{(dimensions.Length > MostShown ? ", …" : "")}]";

    private static InvalidDataException Refuse(TensorValue tensor, long[] dimensions, int received) =>
        new($"a tensor of type {tensor.Dtype} and shape {Shown(dimensions)} has {received} values");
}
