namespace CrackLab.Engine.Simd;

/// <summary>The few vector operations that kernels are written in, once for every width.</summary>
/// <typeparam name="TVector">Vector of floats of one width.</typeparam>
/// <remarks>
/// Implemented by empty structs: a kernel is generic over one of them, the JIT compiles it anew for each and inlines
/// every call, so a kernel's text is written once and runs at 128, 256 and 512 bits.
/// </remarks>
internal unsafe interface ISimd<TVector>
    where TVector : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Width { get; }

    /// <summary>Whether a tile of 24 accumulators fits the register file (32 registers of this width).</summary>
    static abstract bool HasManyRegisters { get; }

    static abstract TVector Load(float* source);

    /// <summary>As many bytes as the vector has places, as floats 0..255.</summary>
    static abstract TVector LoadBytes(byte* source);

    static abstract void Store(TVector value, float* target);

    /// <summary>Stores whole numbers 0..255 as bytes.</summary>
    static abstract void StoreBytes(TVector value, byte* target);

    /// <summary>The same float in every place.</summary>
    static abstract TVector Broadcast(float value);

    /// <summary>a * b + c in one rounding where the hardware fuses it.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    static abstract TVector Sqrt(TVector a);

    /// <summary>The larger one; NaN where either is NaN.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>The value, or the bound where that is larger; NaN where the value is NaN. Quicker than <see cref="Max"/>.</summary>
    static abstract TVector AtLeast(TVector value, TVector bound);

    /// <summary>All bits set where a &gt; b.</summary>
    static abstract TVector GreaterThan(TVector a, TVector b);

    /// <summary>All bits set where a = b.</summary>
    static abstract TVector EqualTo(TVector a, TVector b);

    /// <summary>a where the mask's bits are set, b elsewhere.</summary>
    static abstract TVector Select(TVector mask, TVector a, TVector b);

    static abstract TVector And(TVector a, TVector b);

    /// <summary>Sum of the vector's floats, in a fixed order.</summary>
    static abstract float Sum(TVector a);
}
