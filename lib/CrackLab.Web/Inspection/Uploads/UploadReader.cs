using System.Runtime.CompilerServices;
using CrackLab.Imaging;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CrackLab.Web.Inspection.Uploads;

/// <summary>Reads the photos of a request into memory, one after the other. Nothing reaches the disk.</summary>
/// <param name="options">Limits.</param>
internal sealed class UploadReader(InspectionOptions options)
{
    private const int MostBoundary = 100;
    private const int MostPartHeaders = 16;
    private const int MostPartHeaderBytes = 8 * 1024;

    /// <summary>Whether a request holds photos in parts.</summary>
    public static bool IsMultipart(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses what its headers already tell, before a byte of the body is read, and sets the limit of the rest.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">What a photo without a name of its own is called.</param>
    /// <exception cref="RequestFault">It is no photo, too large, or without a body.</exception>
    public void CheckHeaders(HttpRequest request, string name)
    {
        bool isMultipart = IsMultipart(request);
        if (isMultipart)
            _ = Boundary(request);
        else
            _ = PictureTypes.Stated(name, request.ContentType);
        long most = isMultipart ? (long)options.MaxFileBytes * options.MaxFiles : options.MaxFileBytes;
        if (request.ContentLength > most)
            throw TooLarge(name, most, request.ContentLength);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = most + 1;
    }

    /// <summary>Reads the one photo that is a request's whole body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RequestFault">It is too large, too slow, or of another type than stated.</exception>
    public Task<Upload> ReadOneAsync(HttpRequest request, string name, CancellationToken cancellationToken) =>
        ReadAsync(name, request.ContentType, request.Body, cancellationToken);

    /// <summary>Reads the photos of a request in parts; one that cannot be taken comes with its fault, and the next follows.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RequestFault">The parts are malformed, too many or too slow, or one is no file.</exception>
    public async IAsyncEnumerable<Upload> ReadPartsAsync(HttpRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        MultipartReader parts = new(Boundary(request), request.Body)
        {
            HeadersCountLimit = MostPartHeaders,
            HeadersLengthLimit = MostPartHeaderBytes,
        };
        for (int count = 0; await NextAsync(parts, cancellationToken) is { } part; count++)
        {
            if (count == options.MaxFiles)
            {
                throw new RequestFault(
                    StatusCodes.Status413PayloadTooLarge,
                    $"Request: expected at most {options.MaxFiles} photos, received more. Send the rest in another request.");
            }

            yield return await PartAsync(part, cancellationToken);
        }
    }

    private async Task<Upload> PartAsync(MultipartSection part, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out ContentDispositionHeaderValue? disposition) || !disposition.IsFileDisposition())
        {
            throw new RequestFault(
                StatusCodes.Status400BadRequest, "Request: expected parts that are files, received one without a file name. Send what is no photo in the query.");
        }

        StringSegment sent = StringSegment.IsNullOrEmpty(disposition.FileNameStar) ? disposition.FileName : disposition.FileNameStar;
        string name = UploadName.Of(HeaderUtilities.RemoveQuotes(sent).ToString());
        try
        {
            return await ReadAsync(name, part.ContentType, part.Body, cancellationToken);
        }
        catch (RequestFault fault) when (fault.Status is StatusCodes.Status413PayloadTooLarge or StatusCodes.Status415UnsupportedMediaType)
        {
            return new Upload(name, default, fault);
        }
    }

    private async Task<Upload> ReadAsync(string name, StringSegment contentType, Stream body, CancellationToken cancellationToken)
    {
        ImageFormat stated = PictureTypes.Stated(name, contentType);
        ReadOnlyMemory<byte> file = await InTimeAsync(name, stop => GrowingBytes.ReadAsync(body, options.MaxFileBytes, stop), cancellationToken)
            ?? throw TooLarge(name, options.MaxFileBytes, null);
        PictureTypes.Check(name, stated, file.Span);
        return new Upload(name, file);
    }

    private Task<MultipartSection?> NextAsync(MultipartReader parts, CancellationToken cancellationToken) =>
        InTimeAsync("Request", parts.ReadNextSectionAsync, cancellationToken);

    /// <summary>Reads, but not for ever, and turns what can go wrong on the way into faults of the request.</summary>
    private async Task<T> InTimeAsync<T>(string name, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.UploadTime);
        try
        {
            return await read(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RequestFault(
                StatusCodes.Status408RequestTimeout,
                $"{name}: expected all bytes within {options.UploadTime.TotalSeconds:0} seconds, received fewer. Send it again over a faster connection.");
        }
        catch (BadHttpRequestException error)
        {
            throw error.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? TooLarge(name, options.MaxFileBytes, null)
                : new RequestFault(error.StatusCode, $"{name}: expected a body as HTTP has it, received another ({OneLine.Of(error.Message).TrimEnd(' ', '.')}). Send it again.");
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw new RequestFault(
                StatusCodes.Status400BadRequest, $"{name}: expected parts as multipart/form-data has them, received others ({OneLine.Of(error.Message).TrimEnd(' ', '.')}). Send it again.");
        }
    }

    private static string Boundary(HttpRequest request)
    {
        string boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType!).Boundary).ToString();
        return boundary.Length is > 0 and <= MostBoundary ? boundary : throw new RequestFault(
            StatusCodes.Status400BadRequest,
            $"Content-Type: expected multipart/form-data with a boundary of 1 to {MostBoundary} letters, received one of {boundary.Length}. Let your HTTP library write the header.");
    }

    private static RequestFault TooLarge(string name, long most, long? received) => new(
        StatusCodes.Status413PayloadTooLarge,
        FormattableString.Invariant($"{name}: expected at most {most} bytes, received {(received is { } bytes ? $"{bytes}" : "more")}. Send a smaller photo, or start the server with a larger --max-size."))
    {
        Fault = "tooLarge",
    };
}
