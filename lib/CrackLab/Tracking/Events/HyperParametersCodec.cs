using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrackLab.Tracking.Protos;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace CrackLab.Tracking.Events;

/// <summary>Writes and reads what TensorBoard's HParams plugin compares runs by.</summary>
internal static class HyperParametersCodec
{
    /// <summary>Which settings there are, and which curves to compare.</summary>
    public static HyperParametersData Experiment(JsonObject settings, IEnumerable<(string Group, string Tag)> metrics, DateTimeOffset created) => new()
    {
        Experiment = new ExperimentData
        {
            Created = Seconds(created),
            HyperParameters = { settings.Select(setting => new HyperParameterInfo { Name = setting.Key, Type = TypeOf(setting.Value) }) },
            Metrics =
            {
                metrics.Select(metric => new MetricInfo
                {
                    Name = new MetricName { Group = metric.Group, Tag = metric.Tag },
                    DisplayName = $"{metric.Group} {metric.Tag}",
                }),
            },
        },
    };

    /// <summary>The settings' values.</summary>
    public static HyperParametersData Start(JsonObject settings, DateTimeOffset started)
    {
        var start = new SessionStart
        {
            Started = Seconds(started),
            GroupName = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings.ToJsonString()))),
        };
        foreach ((string name, JsonNode? value) in settings)
            start.HyperParameters[name] = Value(value);
        return new HyperParametersData { SessionStart = start };
    }

    /// <summary>How it ended.</summary>
    public static HyperParametersData End(RunStatus status, DateTimeOffset ended) => new()
    {
        SessionEnd = new SessionEnd
        {
            Ended = Seconds(ended),
            Status = status switch
            {
                RunStatus.Finished => SessionStatusCode.Success,
                RunStatus.Failed => SessionStatusCode.Failure,
                _ => SessionStatusCode.Running,
            },
        },
    };

    /// <summary>Reads any of these; gives nothing where there is none.</summary>
    /// <exception cref="InvalidProtocolBufferException">The content is something else.</exception>
    public static SummaryEvent? Decode(ByteString content, string tag, long step, DateTimeOffset time)
    {
        HyperParametersData data = HyperParametersData.Parser.ParseFrom(content);
        return data.DataCase switch
        {
            HyperParametersData.DataOneofCase.Experiment => new ExperimentEvent(
                tag,
                step,
                [.. data.Experiment.HyperParameters.Select(setting => setting.Name)],
                [.. data.Experiment.Metrics.Select(metric => (metric.Name?.Group ?? "", metric.Name?.Tag ?? ""))],
                time),
            HyperParametersData.DataOneofCase.SessionStart => new SessionStartEvent(
                tag,
                step,
                new JsonObject(data.SessionStart.HyperParameters.Select(pair => KeyValuePair.Create(pair.Key, Node(pair.Value)))),
                data.SessionStart.GroupName,
                SummaryDecoder.Moment(data.SessionStart.Started),
                time),
            HyperParametersData.DataOneofCase.SessionEnd => new SessionEndEvent(
                tag, step, Status(data.SessionEnd.Status), SummaryDecoder.Moment(data.SessionEnd.Ended), time),
            _ => null,
        };
    }

    private static double Seconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalSeconds;

    private static HyperParameterType TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Number => HyperParameterType.Float64,
        JsonValueKind.True or JsonValueKind.False => HyperParameterType.Bool,
        _ => HyperParameterType.String,
    };

    private static Value Value(JsonNode? value) => TypeOf(value) switch
    {
        HyperParameterType.Float64 => Google.Protobuf.WellKnownTypes.Value.ForNumber(value.Deserialize<double>()),
        HyperParameterType.Bool => Google.Protobuf.WellKnownTypes.Value.ForBool(value.Deserialize<bool>()),
        _ => Google.Protobuf.WellKnownTypes.Value.ForString(value?.ToString() ?? ""),
    };

    private static JsonNode? Node(Value value) => value.KindCase switch
    {
        Google.Protobuf.WellKnownTypes.Value.KindOneofCase.NumberValue => JsonValue.Create(value.NumberValue),
        Google.Protobuf.WellKnownTypes.Value.KindOneofCase.BoolValue => JsonValue.Create(value.BoolValue),
        Google.Protobuf.WellKnownTypes.Value.KindOneofCase.StringValue => JsonValue.Create(value.StringValue),
        _ => null,
    };

    private static RunStatus Status(SessionStatusCode status) => status switch
    {
        SessionStatusCode.Success => RunStatus.Finished,
        SessionStatusCode.Failure => RunStatus.Failed,
        _ => RunStatus.Running,
    };
}
