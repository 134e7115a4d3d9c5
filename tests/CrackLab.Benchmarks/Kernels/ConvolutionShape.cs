using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Benchmarks.Kernels;

/// <summary>One convolution of the models, by its sizes.</summary>
/// <param name="Name">Network and place.</param>
/// <param name="Input">Shape of one input picture.</param>
/// <param name="Layer">The layer.</param>
public sealed record ConvolutionShape(string Name, Shape Input, Conv2D Layer)
{
    /// <summary>Pictures that an operation takes at once.</summary>
    public const int Batch = 16;

    private Shape Output => Layer.OutputShape(Input);

    /// <summary>Floating-point operations of one output row.</summary>
    public double RowWork => 2.0 * Output.Width * Output.Channels * Layer.KernelSize * Layer.KernelSize * Input.Channels;

    /// <summary>Floating-point operations of a whole batch.</summary>
    public double BatchWork => RowWork * Output.Height * Batch;

    /// <summary>Every convolution of both networks.</summary>
    public static IReadOnlyList<ConvolutionShape> All { get; } =
    [
        Seed(1, 256, 3, 16),
        Seed(2, 127, 16, 32),
        Seed(3, 62, 32, 32),
        CrackNet(1, 64, 3, 16),
        CrackNet(2, 32, 16, 32),
        CrackNet(3, 16, 32, 64),
        CrackNet(4, 8, 64, 96),
        CrackNet(5, 4, 96, 128),
    ];

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static ConvolutionShape Seed(int place, int side, int channels, int filters) =>
        new($"seed {place}: {side}x{side}x{channels}-{filters}", new(side, side, channels), new(filters, 3));

    private static ConvolutionShape CrackNet(int place, int side, int channels, int filters) =>
        new($"cracknet {place}: {side}x{side}x{channels}-{filters}", new(side, side, channels), new(filters, 3) { Padding = Padding.Same, UseBias = false });
}
