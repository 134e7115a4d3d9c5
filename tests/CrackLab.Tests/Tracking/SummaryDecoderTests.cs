using CrackLab.Tests.Data;
using CrackLab.Tracking;
using CrackLab.Tracking.Protos;
using Google.Protobuf;

namespace CrackLab.Tests.Tracking;

/// <summary>What other writers put into event files.</summary>
public sealed class SummaryDecoderTests
{
    public static TheoryData<int, string, double[]> Packed => new()
    {
        { 1, "0000803F000000C0", [1, -2] },
        { 2, "000000000000F03F00000000000000C0", [1, -2] },
        { 3, "01000000FEFFFFFF", [1, -2] },
        { 4, "01FE", [1, 254] },
        { 5, "0100FEFF", [1, -2] },
        { 6, "01FE", [1, -2] },
        { 9, "0100000000000000FEFFFFFFFFFFFFFF", [1, -2] },
        { 10, "0100", [1, 0] },
        { 14, "803F00C0", [1, -2] },
        { 17, "0100FEFF", [1, 65534] },
        { 19, "003C00C0", [1, -2] },
        { 22, "01000000FEFFFFFF", [1, 4294967294] },
        { 23, "01000000000000000200000000000000", [1, 2] },
    };

    [Theory]
    [MemberData(nameof(Packed))]
    public void Read_TensorOfEveryType_GivesItsNumbers(int type, string hex, double[] expected)
    {
        TensorValue tensor = Vector((TensorType)type, 2);
        tensor.Content = ByteString.CopyFrom(Convert.FromHexString(hex));

        Assert.Equal(expected, Assert.IsType<TensorEvent>(ReadOne(Value(tensor))).Tensor.Numbers);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(14)]
    [InlineData(19)]
    [InlineData(22)]
    [InlineData(23)]
    public void Read_ListedValues_TheLastStandsForTheRest(int type)
    {
        TensorValue tensor = Vector((TensorType)type, 3);
        tensor.FloatValues.Add(1);
        tensor.DoubleValues.Add(1);
        tensor.IntValues.Add(1);
        tensor.Int64Values.Add(1);
        tensor.BoolValues.Add(true);
        tensor.HalfValues.Add(type == 19 ? 0x3C00 : 0x3F80);
        tensor.Uint32Values.Add(1);
        tensor.Uint64Values.Add(1);

        Assert.Equal([1, 1, 1], Assert.IsType<TensorEvent>(ReadOne(Value(tensor))).Tensor.Numbers);
    }

    [Theory]
    [InlineData(new[] { 1_000_000_000L }, "has 1 values")]
    [InlineData(new[] { -1L }, "the shape [-1]")]
    [InlineData(new[] { 1L << 40, 1L << 40 }, "the shape")]
    public void Read_HostileShape_IsDamage(long[] shape, string reason)
    {
        TensorValue tensor = new() { Dtype = TensorType.Float, Shape = new TensorShape(), FloatValues = { 1 } };
        tensor.Shape.Dimensions.AddRange(shape.Select(size => new TensorDimension { Size = size }));
        EventFile file = Read(Value(new TensorValue { Dtype = TensorType.Float, FloatValues = { 2 } }), Value(tensor));

        Assert.Single(file.Events);
        Assert.Contains(reason, Assert.Single(file.Damages).Reason);
    }

    [Fact]
    public void Read_ManyLoneValuesForLargeShapes_TakeNoMoreMemoryThanOne()
    {
        TensorValue tensor = Vector(TensorType.Float, 1 << 20);
        tensor.FloatValues.Add(1);
        SummaryValue[] values = [.. Enumerable.Repeat(Value(tensor), 60)];
        long before = GC.GetAllocatedBytesForCurrentThread();

        EventFile file = Read(values);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 8 << 20, 20 << 20);
        Assert.Single(file.Events);
        Assert.Equal(59, file.Damages.Count);
        Assert.All(file.Damages, damage => Assert.Contains("and shape [1048576] has 1 values", damage.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ShapeOfManyDimensions_IsToldInFewWords()
    {
        TensorValue tensor = new() { Dtype = TensorType.Float, Shape = new TensorShape(), FloatValues = { 1 } };
        tensor.Shape.Dimensions.AddRange(Enumerable.Repeat(new TensorDimension { Size = 2 }, 5000));
        EventFile file = Read(Value(new TensorValue { Dtype = TensorType.Float, FloatValues = { 2 } }), Value(tensor));

        Assert.InRange(Assert.Single(file.Damages).Reason.Length, 10, 200);
    }

    [Fact]
    public void Read_UnknownType_IsDamage()
    {
        TensorValue tensor = Vector((TensorType)20, 1);
        tensor.Content = ByteString.CopyFrom(1, 2, 3, 4);

        EventFile file = Read(Value(new TensorValue { Dtype = TensorType.Float, FloatValues = { 2 } }), Value(tensor));

        Assert.Contains("which is not known here", Assert.Single(file.Damages).Reason);
    }

    [Fact]
    public void Read_PluginSaidOnce_HoldsForTheTag()
    {
        TensorValue tensor = new() { Dtype = TensorType.String, Shape = new TensorShape(), StringValues = { ByteString.CopyFromUtf8("hello") } };
        SummaryValue first = Value(tensor);
        first.Metadata = new SummaryMetadata { PluginData = new PluginData { PluginName = "text" } };

        EventFile file = Read(first, Value(tensor));

        Assert.Equal([["hello"], ["hello"]], file.Events.Cast<TextEvent>().Select(text => text.Texts));
    }

    [Fact]
    public void Read_OldForms_AreTheSameKinds()
    {
        SummaryValue scalar = new() { Tag = "old", SimpleValue = 2 };
        SummaryValue image = new() { Tag = "old", Image = new OldImage { Width = 3, Height = 4, Encoded = ByteString.CopyFrom(7) } };
        SummaryValue histogram = new() { Tag = "old", Histogram = new OldHistogram { Min = -1, Max = 2 } };
        histogram.Histogram.Limits.AddRange([0, 1, double.MaxValue]);
        histogram.Histogram.Counts.AddRange([5, 0, 2]);

        EventFile file = Read(scalar, image, histogram);

        Assert.Equal(2, Assert.IsType<ScalarEvent>(file.Events[0]).Value);
        ImageEvent picture = Assert.IsType<ImageEvent>(file.Events[1]);
        Assert.Equal((3, 4, 7), (picture.Width, picture.Height, Assert.Single(picture.Files).Span[0]));
        Assert.Equal(
            [new(-1, 0, 5), new(0, 1, 0), new HistogramBucket(1, 2, 2)],
            Assert.IsType<HistogramEvent>(file.Events[2]).Histogram.Buckets);
    }

    [Fact]
    public void Read_PicturesWithoutNumbersForSizes_AreATensor()
    {
        TensorValue tensor = Vector(TensorType.String, 3);
        tensor.StringValues.AddRange([ByteString.CopyFromUtf8("wide"), ByteString.CopyFromUtf8("4"), ByteString.Empty]);
        SummaryValue value = Value(tensor);
        value.Metadata = new SummaryMetadata { PluginData = new PluginData { PluginName = "images" } };

        Assert.Equal("images", Assert.IsType<TensorEvent>(ReadOne(value)).Plugin);
    }

    private static TensorValue Vector(TensorType type, long size) =>
        new() { Dtype = type, Shape = new TensorShape { Dimensions = { new TensorDimension { Size = size } } } };

    private static SummaryValue Value(TensorValue tensor) => new() { Tag = "tag", Tensor = tensor };

    private static SummaryEvent ReadOne(SummaryValue value)
    {
        EventFile file = Read(value);
        Assert.Empty(file.Damages);
        return Assert.Single(file.Events);
    }

    /// <summary>Each value in a record of its own.</summary>
    private static EventFile Read(params SummaryValue[] values)
    {
        using TestFolder folder = new();
        string path = folder["events"];
        File.WriteAllBytes(path, [.. values.SelectMany(value =>
            RecordFraming.Frame(new EventRecord { Summary = new SummaryRecord { Values = { value } } }.ToByteArray()))]);
        return EventFileReader.Read(path);
    }
}
