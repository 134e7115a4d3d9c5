using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Tests.Support;

/// <summary>Pictures as bytes.</summary>
internal static class Pictures
{
    /// <summary>Every byte drawn anew.</summary>
    public static byte[] Noise(int count, Shape shape) =>
        Array.ConvertAll(Values.Uniform(count * shape.Size, 11), value => (byte)((value + 1) * 127.9f));
}
