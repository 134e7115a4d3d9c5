using CrackLab.Engine.Onnx.Protos;
using CrackLab.Engine.Serialization;
using Google.Protobuf;

namespace CrackLab.Engine.Onnx;

/// <summary>Reads a file's messages, and nothing larger into memory than the file itself bears out.</summary>
internal static class OnnxReader
{
    /// <summary>From the file to the values of a weight: the graph, a tensor in it, its bytes.</summary>
    private static readonly uint[] ToWeights =
    [
        WireFormat.MakeTag(ModelProto.GraphFieldNumber, WireFormat.WireType.LengthDelimited),
        WireFormat.MakeTag(GraphProto.InitializerFieldNumber, WireFormat.WireType.LengthDelimited),
        WireFormat.MakeTag(TensorProto.RawDataFieldNumber, WireFormat.WireType.LengthDelimited),
    ];

    private static readonly MessageParser<ModelProto> Parser = ModelProto.Parser.WithDiscardUnknownFields(true);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is cut short, damaged, too large, or has no graph.</exception>
    public static ModelProto Read(string path)
    {
        using FileStream stream = ReadableFile.Open(path);
        try
        {
            if (stream.Length > OnnxLimits.MostBytes)
            {
                throw OnnxFault.At(path, "", $"at most {OnnxLimits.MostBytes} bytes", $"{stream.Length}");
            }

            long structure = stream.Length - CountWeights(stream);
            if (structure > OnnxLimits.MostStructure)
            {
                throw OnnxFault.At(path, "", $"at most {OnnxLimits.MostStructure} bytes besides the weights", $"{structure}");
            }

            stream.Position = 0;
            ModelProto model = Parser.ParseFrom(stream);
            return model.Graph is null ? throw OnnxFault.At(path, "", "an ONNX model", "a file without a graph") : model;
        }
        catch (InvalidProtocolBufferException)
        {
            throw OnnxFault.At(path, "", "a whole ONNX file", "bytes that break off or are none");
        }
    }

    private static long CountWeights(FileStream stream)
    {
        using var input = new CodedInputStream(stream, leaveOpen: true);
        return CountWeights(input, 0, stream.Length);
    }

    private static long CountWeights(CodedInputStream input, int depth, long end)
    {
        long bytes = 0;
        while (input.Position < end)
        {
            uint tag = input.ReadTag();
            long start = input.Position;
            if (tag == 0)
            {
                break;
            }
            else if (tag != ToWeights[depth])
            {
                input.SkipLastField();
            }
            else if (depth == ToWeights.Length - 1)
            {
                input.SkipLastField();
                bytes += input.Position - start;
            }
            else
            {
                int length = input.ReadLength();
                bytes += CountWeights(input, depth + 1, Math.Min(end, input.Position + length));
            }
        }

        return bytes;
    }
}
