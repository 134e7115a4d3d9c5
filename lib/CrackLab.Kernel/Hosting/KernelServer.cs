using System.Globalization;
using System.Text;
using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Protocol;
using CrackLab.Kernel.Transport;

namespace CrackLab.Kernel.Hosting;

/// <summary>A Jupyter kernel: five sockets before a session that runs cells.</summary>
/// <remarks>
/// Requests on shell run one at a time on a thread of their own. An interrupt or a shutdown takes effect at once, whichever
/// channel brings it; so does everything on control.
/// </remarks>
internal sealed class KernelServer : IDisposable
{
    private const int CellStack = 16 << 20;
    private const string Shutdown = "shutdown_request";
    private const string Interruption = "interrupt_request";
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly MessageCodec _codec;
    private readonly Lazy<ICellSession> _session;
    private readonly OutputChannel _output;
    private readonly InputChannel _input;
    private readonly RequestQueue _queue = new();
    private readonly ExecuteHandler _execute;
    private readonly LanguageHandlers _language;
    private readonly RouterSocket _shell;
    private readonly RouterSocket _control;
    private readonly RouterSocket _stdin;
    private readonly PublisherSocket _ioPub;
    private readonly EchoSocket _heartbeat;
    private readonly ManualResetEventSlim _stopped = new();

    /// <summary>Binds the sockets.</summary>
    /// <param name="connection">Where they listen.</param>
    /// <param name="createSession">Makes what runs cells; called once, when it is first needed.</param>
    /// <param name="options">Bounds.</param>
    public KernelServer(ConnectionFile connection, Func<ICellSession> createSession, KernelOptions options)
    {
        _codec = new(new MessageSigner(connection.Key), Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture));
        _session = new(createSession);
        _ioPub = new("iopub", connection.At(connection.IoPubPort), options.Limits, Welcome);
        _output = new(_codec, _ioPub.Publish);
        _input = new(_codec);
        _execute = new(_session, _output, _input, _queue, options);
        _language = new(_session);
        _shell = new("shell", connection.At(connection.ShellPort), options.Limits, ReceiveShell);
        _control = new("control", connection.At(connection.ControlPort), options.Limits, ReceiveControl);
        _stdin = new("stdin", connection.At(connection.StdinPort), options.Limits, ReceiveInput);
        _input.Send = _stdin.Send;
        _heartbeat = new("heartbeat", connection.At(connection.HeartbeatPort), options.Limits);
    }

    /// <summary>The sockets: shell, control, stdin, iopub, heartbeat.</summary>
    public IReadOnlyList<ServerSocket> Sockets => [_shell, _control, _stdin, _ioPub, _heartbeat];

    /// <summary>Begins to serve.</summary>
    public void Start()
    {
        _output.Start();
        _output.Post("status", MessageCodec.Empty, Contents.Status("starting"));
        foreach (ServerSocket socket in Sockets)
        {
            socket.Start();
        }

        KernelThread.Start("cells", RunRequests, CellStack);
        KernelThread.Start("warm-up", () => _ = _session.Value);
    }

    /// <summary>Stops the running cell; does nothing where none runs.</summary>
    public void Interrupt() => _execute.Interrupt();

    /// <summary>Ends serving.</summary>
    public void Stop() => _stopped.Set();

    /// <summary>Waits until serving ends, and then until the last messages have gone out.</summary>
    public void WaitForStop()
    {
        _stopped.Wait();
        _output.Flush(Farewell);
        foreach (ServerSocket socket in Sockets)
        {
            socket.Flush(Farewell);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopped.Set();
        foreach (ServerSocket socket in Sockets)
        {
            socket.Dispose();
        }

        if (_session.IsValueCreated)
        {
            _session.Value.Dispose();
        }

        _input.Dispose();
    }

    private void Welcome(Peer peer, byte[] topic)
    {
        byte[] content = Json.Write(writer => writer.WriteString("subscription", Encoding.UTF8.GetString(topic)));
        peer.Send(_codec.Encode([topic], "iopub_welcome", MessageCodec.Empty, content).Frames);
    }

    private void ReceiveShell(byte[] identity, List<byte[]> frames)
    {
        Request request = _codec.Decode(identity, frames);
        if (request.Type is Interruption or Shutdown)
        {
            Serve(request, _shell, AnswerAtOnce);
        }
        else
        {
            _queue.Add(request);
        }
    }

    private void ReceiveControl(byte[] identity, List<byte[]> frames) => Serve(_codec.Decode(identity, frames), _control, AnswerAtOnce);

    private void ReceiveInput(byte[] identity, List<byte[]> frames) => _input.Receive(_codec.Decode(identity, frames));

    private void RunRequests()
    {
        while (true)
        {
            try
            {
                (Request request, bool isAborted) = _queue.Take();
                Serve(request, _shell, isAborted ? Refuse : AnswerInTurn);
            }
            catch (Exception error)
            {
                // Also what is left of an interrupt that came too late for its cell.
                KernelLog.Write($"cells: {error.Message}");
            }
        }
    }

    private byte[]? AnswerAtOnce(Request request)
    {
        switch (request.Type)
        {
            case "kernel_info_request":
                return KernelInfo.Content;
            case Interruption:
                Interrupt();
                return Json.Write(writer => writer.WriteString("status", "ok"));
            case Shutdown:
                return Json.Write(writer =>
                {
                    writer.WriteString("status", "ok");
                    writer.WriteBoolean("restart", request.Flag("restart", false));
                });
            default:
                return null;
        }
    }

    private byte[]? AnswerInTurn(Request request) => request.Type switch
    {
        "kernel_info_request" => KernelInfo.Content,
        "execute_request" => _execute.Run(request),
        "complete_request" => _language.Complete(request),
        "inspect_request" => _language.Inspect(request),
        "is_complete_request" => _language.IsComplete(request),
        "history_request" => HistoryHandler.Tell(request, _execute.History),
        "comm_info_request" => Json.Write(writer =>
        {
            writer.WriteString("status", "ok");
            Contents.WriteEmpty(writer, "comms");
        }),
        "comm_open" => CloseComm(request),
        _ => null,
    };

    private byte[]? Refuse(Request request) =>
        string.Equals(request.Type, "execute_request", StringComparison.Ordinal) ? _execute.Refuse() : AnswerInTurn(request);

    private byte[]? CloseComm(Request request)
    {
        _output.Post("comm_close", request.Header, Json.Write(writer =>
        {
            writer.WriteString("comm_id", request.Text("comm_id"));
            Contents.WriteEmpty(writer, "data");
        }));
        return null;
    }

    private void Serve(Request request, RouterSocket socket, Func<Request, byte[]?> answer)
    {
        _output.Post("status", request.Header, Contents.Status("busy"));
        try
        {
            if (Try(request, answer) is { } content)
            {
                string type = request.Type.Replace("_request", "_reply", StringComparison.Ordinal);
                socket.Send(request.Identities[0], _codec.Encode([.. request.Identities.Skip(1)], type, request.Header, content).Frames);
            }
        }
        finally
        {
            _output.Post("status", request.Header, Contents.Status("idle"));
            if (string.Equals(request.Type, Shutdown, StringComparison.Ordinal))
            {
                _stopped.Set();
            }
        }
    }

    private static byte[]? Try(Request request, Func<Request, byte[]?> answer)
    {
        try
        {
            return answer(request);
        }
        catch (Exception error)
        {
            KernelLog.Write($"{request.Type}: {error}");
            return request.Type.EndsWith("_request", StringComparison.Ordinal) ? Contents.Failure(error) : null;
        }
    }
}
