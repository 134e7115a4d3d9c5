using BenchmarkDotNet.Attributes;

namespace CrackLab.Benchmarks.Kernels;

/// <summary>The register tiles over one output row, on one thread.</summary>
public class TileBenchmarks
{
    private ConvolutionCase? _case;

    /// <summary>The convolutions.</summary>
    public static IReadOnlyList<ConvolutionShape> Shapes => ConvolutionShape.All;

    [ParamsSource(nameof(Shapes))]
    public ConvolutionShape? Shape { get; set; }

    [GlobalSetup]
    public void Setup() => _case = ConvolutionCase.Create(Shape!, threads: 1);

    [GlobalCleanup]
    public void Cleanup() => _case!.Dispose();

    [Benchmark]
    public void OutputTile() => _case!.OutputRow();

    [Benchmark]
    public void GradientTile() => _case!.GradientRow();
}
