using System.Text.Json;
using System.Text.Json.Nodes;
using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Formatting;
using CrackLab.Kernel.Protocol;
using CrackLab.Kernel.Transport;

namespace CrackLab.Kernel.Hosting;

/// <summary>execute_request: runs a cell.</summary>
/// <param name="session">Runs cells.</param>
/// <param name="channel">Where output goes out.</param>
/// <param name="input">Asks for lines.</param>
/// <param name="queue">The requests that wait behind this one.</param>
/// <param name="options">Bounds.</param>
internal sealed class ExecuteHandler(
    Lazy<ICellSession> session, OutputChannel channel, InputChannel input, RequestQueue queue, KernelOptions options)
{
    // Front ends send all cells at once; those after a failed one may still be on their way.
    private static readonly TimeSpan InFlight = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan BetweenInterrupts = TimeSpan.FromMilliseconds(50);
    private readonly MemoryReserve _reserve = new();
    private int _count;
    private long _runs;
    private long _running;
    private long _interrupted;

    /// <summary>The cells that were run.</summary>
    public History History { get; } = new();

    /// <summary>Content of the reply to a cell that must not run, because one before it failed.</summary>
    public byte[] Refuse() => Json.Write(writer =>
    {
        writer.WriteString("status", "aborted");
        writer.WriteNumber("execution_count", _count);
        Contents.WriteError(writer, new CellError("Aborted", "A cell before this one failed.", []));
    });

    /// <summary>Runs a cell and gives the content of its reply.</summary>
    public byte[] Run(Request request)
    {
        string code = request.Text("code");
        bool isSilent = request.Flag("silent", false);
        bool isStored = !isSilent && request.Flag("store_history", true);
        int number = _count + 1;
        if (isStored)
        {
            _count = number;
        }

        _reserve.Hold();
        CellResult result;
        JsonElement[] payload = [];
        if (isSilent)
        {
            result = Run(code, number, SilentOutput.Instance);
        }
        else
        {
            channel.Post("execute_input", request.Header, Json.Write(writer =>
            {
                writer.WriteString("code", code);
                writer.WriteNumber("execution_count", number);
            }));
            var output = new CellOutput(request, channel, input, new TextBudget(options.CellText));
            result = PageOf(code, output, ref payload) ?? Run(code, number, output);
            output.End();
            Show(request, result, number);
        }

        if (isStored)
        {
            History.Add(new HistoryEntry(number, code, TextOf(result.Value)));
        }

        if (result.Status == CellStatus.Ok)
        {
            return Success(request, number, payload);
        }

        if (request.Flag("stop_on_error", true))
        {
            Thread.Sleep(InFlight);
            queue.Abort();
        }

        return Failure(result, isSilent ? _count : number);
    }

    /// <summary>Stops the running cell, also one that still waits for the compiler to be loaded; does nothing where none runs.</summary>
    public void Interrupt()
    {
        long run = Interlocked.Read(ref _running);
        if (run == 0 || Interlocked.Exchange(ref _interrupted, run) == run)
        {
            return;
        }

        KernelThread.Start("interrupt", () =>
        {
            while (Interlocked.Read(ref _running) == run)
            {
                session.Value.Interrupt();
                Thread.Sleep(BetweenInterrupts);
            }
        });
    }

    private CellResult Run(string code, int number, ICellOutput output)
    {
        CellResult result;
        try
        {
            Interlocked.Exchange(ref _running, ++_runs);
            result = session.Value.Run(code, number, output);
        }
        catch (Exception error)
        {
            result = new(CellStatus.Error, null, Contents.ErrorOf(error));
        }
        finally
        {
            Interlocked.Exchange(ref _running, 0);
        }

        if (string.Equals(result.Error?.Name, nameof(OutOfMemoryException), StringComparison.Ordinal))
        {
            _reserve.Release();
        }

        return result;
    }

    private void Show(Request request, CellResult result, int number)
    {
        if (result.Error is { } error)
        {
            channel.Post("error", request.Header, Json.Write(writer => Contents.WriteError(writer, error)));
        }
        else if (result.Value is { } value)
        {
            channel.WaitForRoom();
            channel.Post("execute_result", request.Header, Contents.Display(value, null, number));
        }
    }

    // "name?" asks for a name's documentation, which front ends show in a pager.
    private CellResult? PageOf(string code, CellOutput output, ref JsonElement[] payload)
    {
        string text = code.Trim();
        string name = text.Trim('?');
        if (name.Length == text.Length || name.Length == 0 || !name.All(c => char.IsLetterOrDigit(c) || c is '.' or '_'))
        {
            return null;
        }

        if (session.Value.Inspect(name, name.Length) is not { } documentation)
        {
            output.Write(OutputStream.Out, $"{name}: nothing is known of it.\n");
            return new(CellStatus.Ok, null, null);
        }

        using var page = JsonDocument.Parse(Json.Write(writer =>
        {
            writer.WriteString("source", "page");
            Contents.WriteData(writer, documentation);
            writer.WriteNumber("start", 0);
        }));
        payload = [page.RootElement.Clone()];
        return new(CellStatus.Ok, null, null);
    }

    private byte[] Success(Request request, int number, JsonElement[] payload)
    {
        List<(string Name, CellResult Result)> values = [];
        if (request.Content.TryGetProperty("user_expressions", out JsonElement asked) && asked.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty expression in asked.EnumerateObject())
            {
                values.Add((expression.Name, Run(expression.Value.ToString(), number, SilentOutput.Instance)));
            }
        }

        return Json.Write(writer =>
        {
            writer.WriteString("status", "ok");
            writer.WriteNumber("execution_count", number);
            writer.WriteStartArray("payload");
            foreach (JsonElement one in payload)
            {
                one.WriteTo(writer);
            }

            writer.WriteEndArray();
            writer.WriteStartObject("user_expressions");
            foreach ((string name, CellResult result) in values)
            {
                writer.WriteStartObject(name);
                WriteValue(writer, result);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        });
    }

    private static void WriteValue(Utf8JsonWriter writer, CellResult result)
    {
        writer.WriteString("status", result.Error is null ? "ok" : "error");
        if (result.Error is { } error)
        {
            Contents.WriteError(writer, error);
        }
        else
        {
            Contents.WriteData(writer, result.Value ?? MimeBundle.OfText(""));
        }
    }

    private static byte[] Failure(CellResult result, int number) => Json.Write(writer =>
    {
        writer.WriteString("status", "error");
        writer.WriteNumber("execution_count", number);
        Contents.WriteError(writer, result.Error ?? new CellError("Error", "The cell failed.", []));
        writer.WriteStartArray("payload");
        writer.WriteEndArray();
        Contents.WriteEmpty(writer, "user_expressions");
    });

    private static string? TextOf(MimeBundle? value) =>
        value is not null && value.Data.TryGetValue(MimeBundle.PlainText, out JsonNode? text) ? text.ToString() : null;
}
