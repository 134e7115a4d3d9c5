using BenchmarkDotNet.Attributes;

namespace CrackLab.Benchmarks.Kernels;

/// <summary>Whole convolution operations on a batch, one thread a core.</summary>
public class ConvolutionBenchmarks
{
    private ConvolutionCase? _case;

    /// <summary>The convolutions.</summary>
    public static IReadOnlyList<ConvolutionShape> Shapes => ConvolutionShape.All;

    [ParamsSource(nameof(Shapes))]
    public ConvolutionShape? Shape { get; set; }

    [GlobalSetup]
    public void Setup() => _case = ConvolutionCase.Create(Shape!, Environment.ProcessorCount);

    [GlobalCleanup]
    public void Cleanup() => _case!.Dispose();

    [Benchmark]
    public void Forward() => _case!.Forward();

    [Benchmark]
    public void WeightGradient() => _case!.WeightGradient();

    [Benchmark]
    public void InputGradient() => _case!.InputGradient();
}
