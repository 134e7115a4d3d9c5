namespace CrackLab.Engine.Simd;

/// <summary>The vector width that kernels run at.</summary>
public enum InstructionSet
{
    /// <summary>4 floats at once (SSE, NEON), also where the hardware has no vectors at all.</summary>
    Vector128,

    /// <summary>8 floats at once (AVX2).</summary>
    Vector256,

    /// <summary>16 floats at once (AVX-512).</summary>
    Vector512,
}
