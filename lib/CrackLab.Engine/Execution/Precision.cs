namespace CrackLab.Engine.Execution;

/// <summary>The numbers that convolutions and dense layers multiply; weights, gradients and sums of training stay float32.</summary>
public enum Precision
{
    /// <summary>32 bits: what the engines' contract holds for.</summary>
    Float32,

    /// <summary>Float32 whose products keep 10 bits of mantissa, on CUDA cards since Ampere.</summary>
    Tf32,

    /// <summary>16 bits with float32's range: 8 bits of mantissa.</summary>
    BFloat16,
}
