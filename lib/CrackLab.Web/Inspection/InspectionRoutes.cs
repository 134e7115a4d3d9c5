using System.Text.Json;
using CrackLab.Web.Inspection.Answers;
using CrackLab.Web.Inspection.Uploads;
using Microsoft.AspNetCore.Http;

namespace CrackLab.Web.Inspection;

/// <summary>What an inspection server answers to what.</summary>
/// <param name="examiner">Looks at photos.</param>
/// <param name="room">Where requests wait.</param>
/// <param name="options">Limits.</param>
/// <param name="stopping">Cancelled when the server ends.</param>
internal sealed class InspectionRoutes(Examiner examiner, WaitingRoom room, InspectionOptions options, CancellationToken stopping)
{
    /// <summary>Most bytes of an answer about several photos; those that come after are answered with a fault.</summary>
    private const long MostAnswerBytes = 64_000_000;

    private const int ClientLeft = 499;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly UploadReader _uploads = new(options);

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await RouteAsync(context, gone.Token);
        }
        catch (RequestFault fault)
        {
            await RefuseAsync(context, fault);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = ClientLeft;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await RefuseAsync(context, new RequestFault(StatusCodes.Status503ServiceUnavailable, "Server: expected one that goes on, received one that was stopped. Start it again."));
        }
        catch (Exception error)
        {
            options.OnFault?.Invoke(error);
            await RefuseAsync(context, new RequestFault(
                StatusCodes.Status500InternalServerError, $"Server: {error.GetType().Name}. This is a fault in cracklab; the server's terminal says more."));
        }
    }

    private Task RouteAsync(HttpContext context, CancellationToken cancellationToken) => context.Request.Path.Value switch
    {
        "/healthz" => Reading(context, () => SendAsync(context, JsonSerializer.SerializeToUtf8Bytes(Health(), Json))),
        "/api/predict" => Posting(context, () =>
        {
            HeatmapQuery.RequireKnown(context.Request.Query, "name");
            return ExamineAsync(context, async (upload, stop) => PredictionAnswer.Of(await examiner.PredictAsync(upload, stop)), cancellationToken);
        }),
        "/api/heatmap" => Posting(context, () =>
        {
            HeatmapQuery query = HeatmapQuery.Parse(context.Request.Query);
            return ExamineAsync(
                context,
                async (upload, stop) => HeatmapAnswer.Of(await examiner.MapAsync(upload, query.Window, stop), examiner.Model.Metadata.Classes, query),
                cancellationToken);
        }),
        { } path when PageFiles.All.TryGetValue(path, out (string Type, byte[] Bytes) file) =>
            Reading(context, () => SendAsync(context, file.Bytes, file.Type)),
        _ => throw new RequestFault(
            StatusCodes.Status404NotFound, "Path: expected /, /healthz, /openapi.json, /api/predict or /api/heatmap, received another. Begin at /."),
    };

    private static Task Reading(HttpContext context, Func<Task> answer) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? answer() : throw WrongMethod(context, "GET, HEAD");

    private static Task Posting(HttpContext context, Func<Task> answer) =>
        HttpMethods.IsPost(context.Request.Method) ? answer() : throw WrongMethod(context, "POST");

    private static RequestFault WrongMethod(HttpContext context, string allowed)
    {
        context.Response.Headers.Allow = allowed;
        return new RequestFault(
            StatusCodes.Status405MethodNotAllowed, $"Method: expected {allowed}, received {OneLine.Of(context.Request.Method)}. /openapi.json describes what is answered.");
    }

    private async Task ExamineAsync<T>(HttpContext context, Func<Upload, CancellationToken, Task<T>> examine, CancellationToken cancellationToken)
    {
        HttpRequest request = context.Request;
        string name = UploadName.Of(HeatmapQuery.Text(request.Query, "name"));
        _uploads.CheckHeaders(request, name);
        byte[] answer;
        using (await room.EnterAsync(cancellationToken))
        {
            answer = UploadReader.IsMultipart(request)
                ? await ExaminePartsAsync(request, examine, cancellationToken)
                : JsonSerializer.SerializeToUtf8Bytes(await examine(await _uploads.ReadOneAsync(request, name, cancellationToken), cancellationToken), Json);
        }

        await SendAsync(context, answer);
    }

    private async Task<byte[]> ExaminePartsAsync<T>(HttpRequest request, Func<Upload, CancellationToken, Task<T>> examine, CancellationToken cancellationToken)
    {
        using MemoryStream answer = new();
        using Utf8JsonWriter writer = new(answer);
        writer.WriteStartObject();
        writer.WriteStartArray("photos");
        await foreach (Upload upload in _uploads.ReadPartsAsync(request, cancellationToken))
        {
            try
            {
                if (upload.Fault is { } refused)
                    throw refused;
                if (writer.BytesCommitted + writer.BytesPending > MostAnswerBytes)
                    throw new RequestFault(StatusCodes.Status413PayloadTooLarge, $"{upload.Name}: expected photos whose answers fit into one, received more. Send the rest in another request.");
                JsonSerializer.Serialize(writer, await examine(upload, cancellationToken), Json);
            }
            catch (RequestFault fault)
            {
                JsonSerializer.Serialize(writer, FaultAnswer.Of(upload.Name, fault), Json);
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken);
        return answer.ToArray();
    }

    private static Task SendAsync(HttpContext context, byte[] body, string type = "application/json; charset=utf-8")
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }

    /// <summary>Answers with a fault; what is left of a body is not waited for.</summary>
    private static Task RefuseAsync(HttpContext context, RequestFault fault)
    {
        if (context.Response.HasStarted)
            return Task.CompletedTask;
        if (HttpMethods.IsPost(context.Request.Method))
            context.Response.Headers.Connection = "close";
        return Problem.WriteAsync(context, fault);
    }

    private HealthAnswer Health()
    {
        Engine.Sequential model = examiner.Model;
        return new HealthAnswer(
            "ok",
            PageFiles.Version,
            new HealthAnswer.ModelFacts(options.ModelName ?? model.Name, model.Metadata.Classes, examiner.Class, model.Metadata.Classes.Count == 2 ? model.Metadata.Threshold : 0.5, examiner.Window),
            new HealthAnswer.QueueFacts(room.Working, room.Waiting),
            new HealthAnswer.LimitFacts(options.MaxFileBytes, options.MaxPixels, options.MaxFiles, options.MaxWaiting));
    }
}
