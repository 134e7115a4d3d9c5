using CrackLab.Engine.Onnx.Protos;

namespace CrackLab.Engine.Onnx;

/// <summary>Settings of operators.</summary>
internal static class Attributes
{
    public static AttributeProto Integer(string name, long value) => new() { Name = name, Type = AttributeProto.Types.Kind.Int, I = value };

    public static AttributeProto Number(string name, float value) => new() { Name = name, Type = AttributeProto.Types.Kind.Float, F = value };

    public static AttributeProto Integers(string name, params ReadOnlySpan<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.Kind.Ints };
        attribute.Ints.AddRange(values.ToArray());
        return attribute;
    }
}
