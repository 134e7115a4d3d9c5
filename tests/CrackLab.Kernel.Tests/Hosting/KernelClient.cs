using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrackLab.Kernel.Protocol;
using CrackLab.Kernel.Tests.Transport;

namespace CrackLab.Kernel.Tests.Hosting;

/// <summary>A front end: sends requests and gathers what comes back.</summary>
internal sealed class KernelClient : IDisposable
{
    public static readonly byte[] Key = "the key"u8.ToArray();

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly MessageSigner _signer = new(Key);
    private readonly ZmtpClient[] _sockets;
    private readonly BlockingCollection<Message> _shell = [];
    private readonly BlockingCollection<Message> _control = [];
    private readonly BlockingCollection<Message> _stdin = [];
    private readonly BlockingCollection<Message> _ioPub = [];

    /// <summary>Connects to a kernel's sockets: shell, control, stdin, iopub, heartbeat.</summary>
    public KernelClient(IReadOnlyList<EndPoint> endPoints)
    {
        string identity = $"test-{Guid.NewGuid():N}";
        string[] kinds = ["DEALER", "DEALER", "DEALER", "SUB", "REQ"];
        _sockets = [.. endPoints.Zip(kinds, (endPoint, kind) => ZmtpClient.Connect(endPoint, kind, identity))];
        Gather(_sockets[0], _shell);
        Gather(_sockets[1], _control);
        Gather(_sockets[2], _stdin);
        _sockets[3].Subscribe();
        Gather(_sockets[3], _ioPub);
        Message welcome = Take(_ioPub);
        Assert.Equal("iopub_welcome", welcome.Type);
    }

    public ZmtpClient ShellSocket => _sockets[0];

    public ZmtpClient Heartbeat => _sockets[4];

    public string SendShell(string type, JsonObject content) => Send(_sockets[0], type, content, null);

    public string SendControl(string type, JsonObject content) => Send(_sockets[1], type, content, null);

    public void SendInput(string value, string? question) => Send(_sockets[2], "input_reply", new JsonObject { ["value"] = value }, question);

    public string Execute(string code, params (string Name, JsonNode Value)[] options)
    {
        var content = new JsonObject
        {
            ["code"] = code,
            ["silent"] = false,
            ["store_history"] = true,
            ["allow_stdin"] = false,
            ["stop_on_error"] = true,
        };
        foreach ((string name, JsonNode value) in options)
            content[name] = value;
        return SendShell("execute_request", content);
    }

    public Message ShellReply() => Take(_shell);

    public Message ControlReply() => Take(_control);

    public Message Question() => Take(_stdin);

    public Message Output() => Take(_ioPub);

    /// <summary>What comes on iopub for a request, up to and with its idle status.</summary>
    public List<Message> OutputsOf(string id)
    {
        List<Message> outputs = [];
        while (true)
        {
            Message message = Output();
            if (message.ParentId != id)
                continue;
            outputs.Add(message);
            if (message.Type == "status" && message.Text("execution_state") == "idle")
                return outputs;
        }
    }

    /// <summary>Runs a cell and gives its reply and what it printed on a stream.</summary>
    public (Message Reply, List<Message> Outputs) Run(string code, params (string Name, JsonNode Value)[] options)
    {
        string id = Execute(code, options);
        List<Message> outputs = OutputsOf(id);
        Message reply = ShellReply();
        Assert.Equal(id, reply.ParentId);
        return (reply, outputs);
    }

    public static string TextOf(IEnumerable<Message> outputs, string stream = "stdout") =>
        string.Concat(outputs.Where(one => one.Type == "stream" && one.Text("name") == stream).Select(one => one.Text("text")));

    public void Dispose()
    {
        foreach (ZmtpClient socket in _sockets)
            socket.Dispose();
    }

    /// <summary>The frames of a message.</summary>
    public (byte[][] Frames, string Id) Frames(string type, JsonObject content, string? parent = null)
    {
        string id = Guid.NewGuid().ToString();
        var header = new JsonObject
        {
            ["msg_id"] = id,
            ["session"] = "s",
            ["username"] = "u",
            ["date"] = "2026-01-01T00:00:00Z",
            ["msg_type"] = type,
            ["version"] = "5.3",
        };
        byte[][] parts =
        [
            Encoding.UTF8.GetBytes(header.ToJsonString()),
            Encoding.UTF8.GetBytes(parent is null ? "{}" : new JsonObject { ["msg_id"] = parent }.ToJsonString()),
            "{}"u8.ToArray(),
            Encoding.UTF8.GetBytes(content.ToJsonString()),
        ];
        return (["<IDS|MSG>"u8.ToArray(), _signer.Sign(parts), .. parts], id);
    }

    private string Send(ZmtpClient socket, string type, JsonObject content, string? parent)
    {
        (byte[][] frames, string id) = Frames(type, content, parent);
        socket.Send(frames);
        return id;
    }

    private static Message Take(BlockingCollection<Message> source) => source.TryTake(out Message? message, Patience)
        ? message
        : throw new TimeoutException("A message was expected; none came.");

    private void Gather(ZmtpClient socket, BlockingCollection<Message> target)
    {
        socket.Stream.ReadTimeout = Timeout.Infinite;
        new Thread(() =>
        {
            try
            {
                while (true)
                    target.Add(Read(socket.Receive()));
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // The connection has ended.
            }
        })
        { IsBackground = true }.Start();
    }

    private Message Read(List<byte[]> frames)
    {
        int at = frames.FindIndex(frame => frame.AsSpan().SequenceEqual("<IDS|MSG>"u8));
        bool isSigned = _signer.IsSigned(frames[at + 1], frames[at + 2], frames[at + 3], frames[at + 4], frames[at + 5]);
        return isSigned
            ? new Message(Parse(frames[at + 2]), Parse(frames[at + 3]), Parse(frames[at + 5]))
            : throw new InvalidOperationException("A message came with a wrong signature.");
    }

    private static JsonElement Parse(byte[] json) => JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 512 }).RootElement;

    /// <summary>A message that came.</summary>
    internal sealed record Message(JsonElement Header, JsonElement Parent, JsonElement Content)
    {
        public string Type => Header.GetProperty("msg_type").GetString()!;

        public string Id => Header.GetProperty("msg_id").GetString()!;

        public string ParentId => Parent.TryGetProperty("msg_id", out JsonElement id) ? id.GetString()! : "";

        public string Status => Text("status");

        public string Text(string name) => Content.GetProperty(name).GetString()!;
    }
}
