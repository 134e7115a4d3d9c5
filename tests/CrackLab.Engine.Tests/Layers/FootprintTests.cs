using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Tests.Layers;

public sealed class FootprintTests
{
    public static TheoryData<string> Stacks => ["same", "valid", "strides", "wide"];

    /// <summary>A tile of a larger picture gives the larger picture's values exactly at the places that are said to be untouched.</summary>
    [Theory]
    [MemberData(nameof(Stacks))]
    public void Of_TileOfALargerPicture_SaysWhichPlacesAreTheSame(string stack)
    {
        const int Large = 96, Tile = 48, Start = 24;
        int stride = Footprint.Of(Layers(stack), new Shape(Tile, Tile, 2)).Stride;
        Assert.Equal(0, Start % stride);
        float[] picture = [.. Enumerable.Range(0, Large * Large * 2).Select(i => MathF.Sin(i * 0.7f) + (i % 7))];
        float[] tile = [.. from y in Enumerable.Range(Start, Tile) from x in Enumerable.Range(Start * 2, Tile * 2) select picture[(y * Large * 2) + x]];

        (float[] whole, Shape wholeShape) = Run(stack, picture, Large);
        (float[] part, Shape partShape) = Run(stack, tile, Tile);
        Footprint footprint = Footprint.Of(Layers(stack), new Shape(Tile, Tile, 2));

        // Float sums of a place come in the same order wherever it lies in a picture, but for the last few of a row.
        bool IsSame(int place) => Enumerable.Range(0, partShape.Width).Where(row => row >= footprint.First && row <= footprint.Last).All(row =>
            Enumerable.Range(0, partShape.Channels).All(c => Math.Abs(
                part[(((row * partShape.Width) + place) * partShape.Channels) + c]
                - whole[((((row + (Start / stride)) * wholeShape.Width) + place + (Start / stride)) * partShape.Channels) + c]) < 1e-4));
        Assert.InRange(footprint.First, 0, footprint.Last);
        Assert.All(Enumerable.Range(footprint.First, footprint.Last - footprint.First + 1), place => Assert.True(IsSame(place), $"{place}"));
        if (footprint.First > 0)
            Assert.False(IsSame(footprint.First - 1));
        if (footprint.Last < partShape.Width - 1)
            Assert.False(IsSame(footprint.Last + 1));
    }

    [Fact]
    public void Of_CrackNet_TouchesTwoPlacesAtEachEdge()
    {
        Layer[] trunk = [.. Models.CrackNet().Layers.TakeWhile(layer => layer is not GlobalMaxPooling2D)];

        Assert.Equal(new Footprint(16, 2, 33), Footprint.Of(trunk, new Shape(576, 576, 3)));
    }

    [Fact]
    public void Of_TooSmallATile_HasNoUntouchedPlace()
    {
        Layer[] trunk = [.. Models.CrackNet().Layers.TakeWhile(layer => layer is not GlobalMaxPooling2D)];
        Footprint footprint = Footprint.Of(trunk, new Shape(32, 32, 3));

        Assert.True(footprint.Last < footprint.First);
    }

    [Fact]
    public void Of_LayerThatSeesTheWholePicture_Throws()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Footprint.Of([new Conv2D(4, 3), new Flatten()], new Shape(16, 16, 3)));

        Assert.Contains("expected layers that look at a neighbourhood, received Flatten", error.Message, StringComparison.Ordinal);
    }

    private static Layer[] Layers(string stack) => stack switch
    {
        "same" => [new Conv2D(4, 3) { Padding = Padding.Same }, new MaxPooling2D(), new BatchNormalization(), new ReLU(), new Conv2D(5, 3) { Padding = Padding.Same }, new MaxPooling2D()],
        "valid" => [new Rescaling(0.5f), new Conv2D(4, 3, Activation.Relu), new MaxPooling2D(2), new Conv2D(3, 5)],
        "strides" => [new Conv2D(4, 3) { Padding = Padding.Same, Strides = 2 }, new Dropout(0.2f), new Conv2D(4, 5) { Padding = Padding.Same, Strides = 3 }],
        _ => [new Conv2D(3, 7) { Padding = Padding.Same }, new MaxPooling2D(3, 2), new Conv2D(3, 2) { Padding = Padding.Same }],
    };

    private static (float[] Values, Shape Shape) Run(string stack, float[] picture, int side)
    {
        Sequential model = new Sequential(Layers(stack)).Build(new Shape(side, side, 2), seed: 3);
        float[] values = new float[model.OutputShape.Size];
        using IEngineSession session = new SimdEngine(threads: 1).Build(model, new SessionOptions { BatchSize = 1 });
        session.Predict(new ModelInput(picture, 1), values);
        return (values, model.OutputShape);
    }
}
