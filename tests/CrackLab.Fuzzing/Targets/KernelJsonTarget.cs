using System.Net;
using System.Text;
using CrackLab.Fuzzing.Mutators;
using CrackLab.Fuzzing.Running;
using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Hosting;
using CrackLab.Kernel.Protocol;

namespace CrackLab.Fuzzing.Targets;

/// <summary>The kernel's JSON: messages (header, parent header, metadata and content, parted by form feeds) and connection files.</summary>
internal sealed class KernelJsonTarget : FileTarget
{
    private const byte Part = 12;
    private const int Parts = 4;

    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();

    private static readonly IReadOnlyList<FuzzSeed> Files =
    [
        .. new (string Type, string Content)[]
        {
            ("execute_request", """{"code": "1 + 1", "silent": false, "store_history": true, "user_expressions": {"a": "1"}, "allow_stdin": true, "stop_on_error": false}"""),
            ("execute_request", """{"code": "name?", "silent": true}"""),
            ("complete_request", """{"code": "a\ud83d\ude00b", "cursor_pos": 2}"""),
            ("inspect_request", """{"code": "Console", "cursor_pos": 3, "detail_level": 0}"""),
            ("is_complete_request", """{"code": "if (x) {"}"""),
            ("history_request", """{"hist_access_type": "search", "pattern": "*a?*", "n": 3, "unique": true, "output": true, "raw": true}"""),
            ("history_request", """{"hist_access_type": "range", "session": 0, "start": 1, "stop": 3}"""),
            ("history_request", """{"hist_access_type": "tail", "n": 2}"""),
            ("input_reply", """{"value": "yes"}"""),
        }.Select((message, i) => new FuzzSeed($"{message.Type}-{i}", Encoding.UTF8.GetBytes(
            $$"""{"msg_id": "m{{i}}", "session": "s", "username": "u", "date": "2024-05-17T09:31:07Z", "msg_type": "{{message.Type}}", "version": "5.4"}{{'\f'}}{"msg_id": "p"}{{'\f'}}{}{{'\f'}}{{message.Content}}"""))),
        new FuzzSeed("connection", Encoding.UTF8.GetBytes(
            """{"shell_port": 57503, "iopub_port": 57504, "stdin_port": 57505, "control_port": 57506, "hb_port": 57507, "ip": "127.0.0.1", "key": "a0", "transport": "tcp", "signature_scheme": "hmac-sha256", "kernel_name": ""}""")),
        new FuzzSeed("connection-ipc", Encoding.UTF8.GetBytes(
            """{"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "run/kernel", "key": "", "transport": "ipc"}""")),
        .. SeedFiles.Findings("kernel-json"),
    ];

    private readonly Lazy<ICellSession> _session = new(() => new SilentSession());
    private readonly MessageCodec _codec = new(new MessageSigner([]), "session");
    private readonly History _history = new();
    private readonly InputChannel _input;
    private readonly ExecuteHandler _execute;

    /// <summary>Makes the handlers.</summary>
    public KernelJsonTarget()
    {
        var output = new OutputChannel(_codec, _ => { });
        output.Start();
        _input = new InputChannel(_codec);
        _execute = new ExecuteHandler(_session, output, _input, new RequestQueue(), new KernelOptions());
        for (int i = 1; i < 5; i++) _history.Add(new HistoryEntry(i, $"var a{i} = {i};", null));
        Answer(Files[0].Bytes); // the first request takes a reserve of memory
    }

    /// <inheritdoc/>
    public override string Name => "kernel-json";

    /// <inheritdoc/>
    public override IReadOnlyList<FuzzSeed> Seeds => Files;

    /// <inheritdoc/>
    public override IReadOnlyList<Mutation> Mutations => JsonMutations.All;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assemblies => ["CrackLab.Kernel"];

    /// <inheritdoc/>
    protected override string FileName => "kernel.json";

    /// <inheritdoc/>
    /// <remarks>A document and a copy of it for each part, and the reply.</remarks>
    public override long AllocationBound(byte[] input) => (1 << 20) + (256L * input.Length);

    /// <inheritdoc/>
    public override string? Complaint(Exception refusal, byte[] input) => Reasons.Complaint(refusal.Message);

    /// <inheritdoc/>
    public override void Run(byte[] input, FuzzRandom random)
    {
        if (input.Contains(Part)) Answer(input);
        else base.Run(input, random);
    }

    /// <inheritdoc/>
    protected override void Read(string path, FuzzRandom random)
    {
        ConnectionFile file = ConnectionFile.Read(path);
        bool needsNames = file.Transport == "tcp" && file.Address != "*" && !IPAddress.TryParse(file.Address, out _);
        if (!needsNames) _ = file.At(file.ShellPort).ToString();
    }

    private void Answer(byte[] input)
    {
        List<byte[]> frames = [Delimiter, []];
        int start = 0;
        for (int i = 0; i < Parts; i++)
        {
            int length = input.AsSpan(start).IndexOf(Part);
            int end = length < 0 || i == Parts - 1 ? input.Length : start + length;
            frames.Add(input[start..end]);
            start = Math.Min(input.Length, end + 1);
        }

        Request request = _codec.Decode([1], frames);
        var languages = new LanguageHandlers(_session);
        byte[]? content = request.Type switch
        {
            "complete_request" => languages.Complete(request),
            "inspect_request" => languages.Inspect(request),
            "is_complete_request" => languages.IsComplete(request),
            "history_request" => HistoryHandler.Tell(request, _history),
            "execute_request" => _execute.Run(request),
            _ => null,
        };
        _input.Receive(request);
        _ = request.Text("comm_id");
        if (content is not null) _ = _codec.Encode([], request.Type, request.Header, content);
    }
}
