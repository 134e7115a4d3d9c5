using CrackLab.Engine.Onnx.Protos;
using Google.Protobuf;

namespace CrackLab.Engine.Tests.Onnx;

/// <summary>Looks into ONNX files, and changes them.</summary>
internal static class OnnxEdit
{
    public static ModelProto Read(string path) => ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));

    public static void Change(string path, Action<ModelProto> change)
    {
        ModelProto file = Read(path);
        change(file);
        File.WriteAllBytes(path, file.ToByteArray());
    }
}
