using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Tests.Layers;

public sealed class LayerTests
{
    public static TheoryData<Layer, Shape, string> Refused => new()
    {
        { new Conv2D(8, 3), Shape.Flat(5), "Conv2D 'it': expected a picture (None, height, width, channels), received (None, 5). Put it before Flatten, Dense and global pooling." },
        { new Conv2D(8, 3), new Shape(9, 2, 1), "Conv2D 'it': expected a picture of at least 3x3, received (None, 9, 2, 1). Use larger pictures, fewer layers or Padding.Same." },
        { new MaxPooling2D(3), new Shape(2, 9, 1), "MaxPooling2D 'it': expected a picture of at least 3x3, received (None, 2, 9, 1). Use larger pictures or fewer layers." },
        { new MaxPooling2D(), Shape.Flat(5), "MaxPooling2D 'it': expected a picture (None, height, width, channels), received (None, 5). Put it before Flatten, Dense and global pooling." },
        { new GlobalAveragePooling2D(), Shape.Flat(5), "GlobalAveragePooling2D 'it': expected a picture (None, height, width, channels), received (None, 5). Put it before Flatten, Dense and global pooling." },
        { new GlobalMaxPooling2D(), Shape.Flat(5), "GlobalMaxPooling2D 'it': expected a picture (None, height, width, channels), received (None, 5). Put it before Flatten, Dense and global pooling." },
        { new Dense(3), new Shape(2, 2, 1), "Dense 'it': expected a row of features (None, features), received (None, 2, 2, 1). Put Flatten or GlobalAveragePooling2D before it." },
    };

    public static TheoryData<Layer, Shape> Outputs => new()
    {
        { new Conv2D(8, 3), new Shape(8, 6, 8) },
        { new Conv2D(8, 3) { Strides = 2 }, new Shape(4, 3, 8) },
        { new Conv2D(8, 4) { Strides = 2, Padding = Padding.Same }, new Shape(5, 4, 8) },
        { new Conv2D(8, 1) { Strides = 3 }, new Shape(4, 3, 8) },
        { new MaxPooling2D(), new Shape(5, 4, 3) },
        { new MaxPooling2D(3, 2), new Shape(4, 3, 3) },
        { new BatchNormalization(), new Shape(10, 8, 3) },
        { new ReLU(), new Shape(10, 8, 3) },
        { new Dropout(0.5f), new Shape(10, 8, 3) },
        { new Rescaling(1), new Shape(10, 8, 3) },
        { new Flatten(), Shape.Flat(240) },
        { new GlobalAveragePooling2D(), Shape.Flat(3) },
        { new GlobalMaxPooling2D(), Shape.Flat(3) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void OutputShape_OfAShapeItCannotTake_SaysWhat(Layer layer, Shape input, string expected)
    {
        layer.Name = "it";
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => layer.OutputShape(input)).Message);
    }

    [Theory]
    [MemberData(nameof(Outputs))]
    public void OutputShape_OfTenByEight_IsAsInKeras(Layer layer, Shape expected) =>
        Assert.Equal(expected, layer.OutputShape(new Shape(10, 8, 3)));

    [Fact]
    public void Constructors_ValuesOutOfRange_Refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2D(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2D(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2D(3, 1) { Strides = 0 });
        Assert.Throws<ArgumentException>(() => new Conv2D(3, 3, Activation.Softmax));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dense(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaxPooling2D(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaxPooling2D(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(-0.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormalization(1.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormalization(epsilon: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(0, 1, 1));
        Assert.Throws<ArgumentException>(() => new Shape(100_000, 100_000, 3));
    }

    /// <summary>TensorFlow's rule by hand: the smaller half of the zeros lies before.</summary>
    [Theory]
    [InlineData(5, 3, 1, 5, 1, 1)]
    [InlineData(6, 3, 2, 3, 0, 1)]
    [InlineData(5, 3, 2, 3, 1, 1)]
    [InlineData(5, 2, 1, 5, 0, 1)]
    [InlineData(7, 5, 3, 3, 2, 2)]
    [InlineData(4, 1, 3, 2, 0, 0)]
    public void Window_Same_PadsAsTensorFlow(int size, int length, int stride, int output, int before, int behind)
    {
        var window = new Window(size, length, stride, Padding.Same);
        Assert.Equal((output, before, behind), (window.Output, window.Before, window.Behind));
    }
}
