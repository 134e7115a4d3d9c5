using System.Text;
using CrackLab.Tracking.Protos;

namespace CrackLab.Tracking.Events;

/// <summary>Turns the records of one event file into what they tell.</summary>
/// <remarks>Remembers what a tag is for: many writers say so only the first time.</remarks>
internal sealed class SummaryDecoder
{
    private readonly Dictionary<string, string> _plugins = new(StringComparer.Ordinal);
    private long _room = TensorReader.MostRepeated;

    /// <summary>Decodes a record.</summary>
    /// <param name="data">Its data.</param>
    /// <exception cref="Google.Protobuf.InvalidProtocolBufferException">They are no event.</exception>
    /// <exception cref="InvalidDataException">A value in it contradicts itself.</exception>
    public IReadOnlyList<SummaryEvent> Decode(byte[] data)
    {
        EventRecord record = EventRecord.Parser.ParseFrom(data);
        DateTimeOffset time = Moment(record.WallTime);
        return record.WhatCase switch
        {
            EventRecord.WhatOneofCase.Graph => [new GraphEvent(record.Step, GraphCodec.Decode(record.Graph), time)],
            EventRecord.WhatOneofCase.Summary => [.. record.Summary.Values.Select(value => Decode(value, record.Step, time)).OfType<SummaryEvent>()],
            _ => [],
        };
    }

    /// <summary>A time in seconds since 1970; what is no date becomes the beginning.</summary>
    internal static DateTimeOffset Moment(double seconds)
    {
        const double YearTenThousand = 253402300800;
        return seconds is >= 0 and < YearTenThousand ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : DateTimeOffset.UnixEpoch;
    }

    private SummaryEvent? Decode(SummaryValue value, long step, DateTimeOffset time) => value.ValueCase switch
    {
        SummaryValue.ValueOneofCase.SimpleValue => new ScalarEvent(value.Tag, step, value.SimpleValue, time),
        SummaryValue.ValueOneofCase.Histogram => new HistogramEvent(value.Tag, step, Buckets(value.Histogram), time),
        SummaryValue.ValueOneofCase.Image =>
            new ImageEvent(value.Tag, step, value.Image.Width, value.Image.Height, [value.Image.Encoded.Memory], time),
        _ => DecodeTensor(value, Plugin(value), step, time),
    };

    private string Plugin(SummaryValue value)
    {
        if (value.Metadata?.PluginData?.PluginName is { Length: > 0 } name)
            _plugins.TryAdd(value.Tag, name);
        return _plugins.GetValueOrDefault(value.Tag, "");
    }

    private SummaryEvent? DecodeTensor(SummaryValue value, string plugin, long step, DateTimeOffset time)
    {
        // The HParams plugin keeps its values in the metadata.
        if (plugin == Plugins.HyperParameters && value.Metadata?.PluginData is { Content.IsEmpty: false } data)
            return HyperParametersCodec.Decode(data.Content, value.Tag, step, time);
        if (value.ValueCase != SummaryValue.ValueOneofCase.Tensor)
            return null;
        EventTensor tensor = TensorReader.Read(value.Tensor, ref _room);
        return plugin switch
        {
            Plugins.Scalars or "" when tensor is { Dimensions.Count: 0, Numbers.Count: 1 } =>
                new ScalarEvent(value.Tag, step, (float)tensor.Numbers[0], time),
            Plugins.Histograms when tensor.Dimensions is [_, 3] && tensor.Texts.Count == 0 =>
                new HistogramEvent(value.Tag, step, Buckets(tensor.Numbers), time),
            Plugins.Images when tensor.Texts.Count >= 2 && Number(tensor.Texts[0]) is { } width && Number(tensor.Texts[1]) is { } height =>
                new ImageEvent(value.Tag, step, width, height, [.. tensor.Texts.Skip(2)], time),
            Plugins.Text when tensor.Texts.Count > 0 =>
                new TextEvent(value.Tag, step, [.. tensor.Texts.Select(text => Encoding.UTF8.GetString(text.Span))], time),
            Plugins.PrecisionRecall when tensor.Dimensions is [6, _] && tensor.Texts.Count == 0 =>
                new PrecisionRecallEvent(value.Tag, step, Counts(tensor.Numbers), time),
            _ => new TensorEvent(value.Tag, step, plugin, tensor, time),
        };
    }

    private static Histogram Buckets(IReadOnlyList<double> numbers)
    {
        var buckets = new HistogramBucket[numbers.Count / 3];
        for (int i = 0; i < buckets.Length; i++)
            buckets[i] = new HistogramBucket(numbers[3 * i], numbers[(3 * i) + 1], numbers[(3 * i) + 2]);
        return new Histogram(buckets);
    }

    /// <summary>The outermost edges of the old form may be infinite: the range says where the values end.</summary>
    private static Histogram Buckets(OldHistogram old)
    {
        if (old.Limits.Count != old.Counts.Count)
            throw new InvalidDataException($"a histogram has {old.Limits.Count} limits and {old.Counts.Count} counts");
        List<HistogramBucket> buckets = [];
        for (int i = 0; i < old.Limits.Count; i++)
        {
            double left = i == 0 ? old.Min : Math.Max(old.Limits[i - 1], old.Min);
            buckets.Add(new HistogramBucket(Math.Min(left, old.Max), Math.Max(Math.Min(old.Limits[i], old.Max), old.Min), old.Counts[i]));
        }

        return new Histogram(buckets);
    }

    private static ThresholdCounts[] Counts(IReadOnlyList<double> numbers)
    {
        int thresholds = numbers.Count / 6;
        return [.. Enumerable.Range(0, thresholds).Select(i => new ThresholdCounts(
            numbers[i], numbers[thresholds + i], numbers[(2 * thresholds) + i], numbers[(3 * thresholds) + i]))];
    }

    private static int? Number(ReadOnlyMemory<byte> text) =>
        System.Buffers.Text.Utf8Parser.TryParse(text.Span, out int number, out int used) && used == text.Length ? number : null;
}
