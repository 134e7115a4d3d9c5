namespace CrackLab.Tests.Data.Fetching;

/// <summary>A reply as a server sends it, honest or not.</summary>
/// <param name="Status">Status line without the protocol.</param>
/// <param name="Headers">Headers; none is added.</param>
/// <param name="Body">Bytes that follow.</param>
internal sealed record ServedReply(string Status, Dictionary<string, string> Headers, byte[] Body)
{
    /// <summary>Bytes of the body after which the connection is cut.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Bytes of the body after which nothing more comes, though the connection stays.</summary>
    public int? SilentAfter { get; init; }

    /// <summary>Whether the connection is cut in the middle of the headers.</summary>
    public bool CutWithinHeaders { get; init; }

    public static ServedReply Of(string status, params (string Name, string Value)[] headers) =>
        new(status, new(headers.Select(one => KeyValuePair.Create(one.Name, one.Value))) { ["Content-Length"] = "0" }, []);

    public ServedReply With(string name, string value) => this with { Headers = new(Headers) { [name] = value } };

    public ServedReply Without(string name) => this with { Headers = new(Headers.Where(one => one.Key != name)) };
}
