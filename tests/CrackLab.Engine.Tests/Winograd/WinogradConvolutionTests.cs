using CrackLab.Engine.Layers;
using CrackLab.Engine.Operations;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Tests.Operations;
using CrackLab.Engine.Tests.Support;
using CrackLab.Engine.Winograd;

namespace CrackLab.Engine.Tests.Winograd;

/// <summary>Convolutions whose sizes suit Winograd's products give what direct sums give.</summary>
public sealed class WinogradConvolutionTests
{
    private static readonly int[] Threads = [1, 2, 3, 8];

    public static TheoryData<InstructionSet, int, int, Padding> Sizes =>
        new MatrixTheoryData<InstructionSet, int, int, Padding>(
            InstructionSets.Available, [16, 32, 48], [16, 32, 48], [Padding.Valid, Padding.Same]);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Convolution_EdgeSizes_EqualsReference(InstructionSet set, int channels, int filters, Padding padding)
    {
        for (int turn = 0; turn < 8; turn++)
        {
            var layer = new Conv2D(filters, 3) { Padding = padding, UseBias = turn % 2 == 0 };
            var input = new Shape(6 + (turn % 5), 6 + ((3 * turn) % 7), channels);
            Check(set, Threads[turn % 4], 1 + turn, input, layer);
        }
    }

    /// <summary>Several bands in a sample, the last one cut short, and several samples in a block.</summary>
    [Theory]
    [MemberData(nameof(EverySet.Alone), MemberType = typeof(EverySet))]
    public void Convolution_SeveralBlocks_EqualsReference(InstructionSet set)
    {
        foreach (Padding padding in (ReadOnlySpan<Padding>)[Padding.Valid, Padding.Same])
        {
            var layer = new Conv2D(32, 3) { Padding = padding };
            Check(set, 3, 2, new Shape(37, 75, 16), layer);
            Check(set, 3, 19, new Shape(5, 6, 16), layer);
        }
    }

    [Fact]
    public void Suits_WhatItCannotDoOrDoesNoFaster_IsLeftToDirectSums()
    {
        var input = new Shape(12, 12, 32);
        Assert.True(Suits(new Conv2D(32, 3), input));
        Assert.False(Suits(new Conv2D(32, 5), input));
        Assert.False(Suits(new Conv2D(32, 3) { Strides = 2 }, input));
        Assert.False(Suits(new Conv2D(24, 3), input));
        Assert.False(Suits(new Conv2D(32, 3), new Shape(12, 12, 3)));

        // A single output pixel needs 9 products directly, and 16 here.
        Assert.False(Suits(new Conv2D(32, 3), new Shape(3, 3, 32)));
    }

    private static bool Suits(Conv2D layer, Shape input) =>
        WinogradTiling.Suits(new ConvolutionGeometry(layer, input), EverySet.Width(InstructionSet.Vector512));

    private static void Check(InstructionSet set, int threads, int batch, Shape input, Conv2D layer)
    {
        string what = $"{set}, {threads} threads, {batch} x {input} -> {layer.Filters}, {layer.Padding}";
        Assert.True(WinogradTiling.Suits(new ConvolutionGeometry(layer, input), EverySet.Width(set)), what);
        ConvolutionOperationTests.Check(set, threads, batch, input, layer);
    }
}
