using System.Buffers.Binary;
using System.Globalization;
using CrackLab.Imaging;
using CrackLab.Tracking.Protos;
using Google.Protobuf;

namespace CrackLab.Tracking.Events;

/// <summary>Makes summaries as TensorFlow 2 does: a tensor, and in the metadata what it is for.</summary>
internal static class Summaries
{
    public static SummaryValue Scalar(string tag, double value)
    {
        byte[] bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
        return new SummaryValue
        {
            Tag = tag,
            Tensor = new TensorValue { Dtype = TensorType.Float, Shape = new TensorShape(), Content = UnsafeByteOperations.UnsafeWrap(bytes) },
            Metadata = new SummaryMetadata { PluginData = new PluginData { PluginName = Plugins.Scalars } },
        };
    }

    /// <summary>(buckets, 3): left, right, count.</summary>
    public static SummaryValue OfHistogram(string tag, Histogram histogram)
    {
        byte[] bytes = new byte[histogram.Buckets.Count * 3 * sizeof(double)];
        Span<byte> rest = bytes;
        foreach (HistogramBucket bucket in histogram.Buckets)
        {
            foreach (double number in (ReadOnlySpan<double>)[bucket.Left, bucket.Right, bucket.Count])
            {
                BinaryPrimitives.WriteDoubleLittleEndian(rest, number);
                rest = rest[sizeof(double)..];
            }
        }

        return Of(tag, Plugins.Histograms, DataClass.Tensor, new TensorValue
        {
            Dtype = TensorType.Double,
            Shape = Shape(histogram.Buckets.Count, 3),
            Content = UnsafeByteOperations.UnsafeWrap(bytes),
        });
    }

    /// <summary>Width, height, and a PNG file a picture.</summary>
    public static SummaryValue Images(string tag, IReadOnlyList<Image> images)
    {
        var tensor = new TensorValue { Dtype = TensorType.String, Shape = Shape(images.Count + 2) };
        tensor.StringValues.Add(Text(images[0].Width));
        tensor.StringValues.Add(Text(images[0].Height));
        tensor.StringValues.AddRange(images.Select(image => UnsafeByteOperations.UnsafeWrap(PngEncoder.Encode(image))));
        return Of(tag, Plugins.Images, DataClass.BlobSequence, tensor);
    }

    public static SummaryValue Markdown(string tag, string markdown) => Of(tag, Plugins.Text, DataClass.Tensor, new TensorValue
    {
        Dtype = TensorType.String,
        Shape = new TensorShape(),
        StringValues = { ByteString.CopyFromUtf8(markdown) },
    });

    /// <summary>(6, thresholds): the four counts, precision and recall.</summary>
    public static SummaryValue PrecisionRecall(string tag, IReadOnlyList<ThresholdCounts> counts)
    {
        ReadOnlySpan<Func<ThresholdCounts, double>> rows =
        [
            count => count.TruePositives, count => count.FalsePositives, count => count.TrueNegatives, count => count.FalseNegatives,
            count => count.Precision, count => count.Recall,
        ];
        byte[] bytes = new byte[rows.Length * counts.Count * sizeof(float)];
        Span<byte> rest = bytes;
        foreach (Func<ThresholdCounts, double> row in rows)
        {
            foreach (ThresholdCounts count in counts)
            {
                BinaryPrimitives.WriteSingleLittleEndian(rest, (float)row(count));
                rest = rest[sizeof(float)..];
            }
        }

        SummaryValue value = Of(tag, Plugins.PrecisionRecall, DataClass.Tensor, new TensorValue
        {
            Dtype = TensorType.Float,
            Shape = Shape(rows.Length, counts.Count),
            Content = UnsafeByteOperations.UnsafeWrap(bytes),
        });
        value.Metadata.PluginData.Content = new PrecisionRecallPluginData { Thresholds = (uint)counts.Count }.ToByteString();
        return value;
    }

    /// <summary>The HParams plugin reads the metadata alone; the tensor is there because one must be.</summary>
    public static SummaryValue HyperParameters(HyperParametersData data)
    {
        string tag = data.DataCase switch
        {
            HyperParametersData.DataOneofCase.Experiment => Plugins.ExperimentTag,
            HyperParametersData.DataOneofCase.SessionStart => Plugins.SessionStartTag,
            _ => Plugins.SessionEndTag,
        };
        SummaryValue value = Of(
            tag, Plugins.HyperParameters, DataClass.Tensor, new TensorValue { Dtype = TensorType.Float, Shape = Shape(1), FloatValues = { 0 } });
        value.Metadata.PluginData.Content = data.ToByteString();
        return value;
    }

    private static SummaryValue Of(string tag, string plugin, DataClass data, TensorValue tensor) => new()
    {
        Tag = tag,
        Tensor = tensor,
        Metadata = new SummaryMetadata
        {
            PluginData = new PluginData { PluginName = plugin },
            DisplayName = tag,
            DataClass = data,
        },
    };

    private static TensorShape Shape(params ReadOnlySpan<int> sizes)
    {
        var shape = new TensorShape();
        foreach (int size in sizes)
            shape.Dimensions.Add(new TensorDimension { Size = size });
        return shape;
    }

    private static ByteString Text(int number) => ByteString.CopyFromUtf8(number.ToString(CultureInfo.InvariantCulture));
}
