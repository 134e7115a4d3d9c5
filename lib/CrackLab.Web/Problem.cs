using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CrackLab.Web;

/// <summary>An error as an answer in JSON, by RFC 9457 (https://www.rfc-editor.org/rfc/rfc9457).</summary>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What was expected, what came, and how to mend it.</param>
/// <param name="Fault">What is wrong with a picture.</param>
/// <param name="Offset">Byte of the picture at which it shows.</param>
internal sealed record Problem(string Title, int Status, string Detail, string? Fault, long? Offset)
{
    private const string MediaType = "application/problem+json; charset=utf-8";

    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Answers a request with a problem.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="fault">What is wrong.</param>
    public static Task WriteAsync(HttpContext context, RequestFault fault)
    {
        HttpResponse response = context.Response;
        response.StatusCode = fault.Status;
        response.ContentType = MediaType;
        if (fault.RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(
            new Problem(ReasonPhrases.GetReasonPhrase(fault.Status), fault.Status, fault.Message, fault.Fault, fault.Offset), Options);
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }
}
