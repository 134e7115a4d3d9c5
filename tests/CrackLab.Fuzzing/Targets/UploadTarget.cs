using System.Text;
using CrackLab.Fuzzing.Mutators;
using CrackLab.Fuzzing.Running;
using CrackLab.Imaging;
using CrackLab.Web;
using CrackLab.Web.Inspection;
using CrackLab.Web.Inspection.Uploads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CrackLab.Fuzzing.Targets;

/// <summary>What a browser or a program sends to the inspection page: query, content type, one photo or several in parts.</summary>
/// <remarks>An input's first line is the query, its second the content type, the rest the body. What the photos hold is for the decoders' targets.</remarks>
internal sealed class UploadTarget : FuzzTarget
{
    private const int MostFiles = 5;
    private const int MostFileBytes = 2000;
    private const int MostNameLength = 400;

    private static readonly InspectionOptions Limits = new() { MaxFiles = MostFiles, MaxFileBytes = MostFileBytes };

    private static readonly UploadReader Reader = new(Limits);

    private static readonly IReadOnlyList<FuzzSeed> Requests =
    [
        new FuzzSeed("one", Make("name=wall.jpg", "image/jpeg", JpegEncoder.Encode(new Image(8, 8), 50))),
        new FuzzSeed("map", Make("steps=5&minArea=40&mmPerPixel=0.4&window=64&name=a%20b.png", "image/png; q=1", PngEncoder.Encode(new Image(3, 2)))),
        new FuzzSeed("parts", Make("", "multipart/form-data; boundary=x", Parts("b.jpg", "\u6A4B.png"))),
        new FuzzSeed("quoted", Make("sensitivity=0.75", "multipart/form-data; boundary=\"x\"", Parts("C:\\photos\\wall.jpg"))),
        .. SeedFiles.Findings("upload"),
    ];

    /// <inheritdoc/>
    public override string Name => "upload";

    /// <inheritdoc/>
    public override IReadOnlyList<FuzzSeed> Seeds => Requests;

    /// <inheritdoc/>
    public override IReadOnlyList<Mutation> Mutations => UploadMutations.All;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assemblies => ["CrackLab.Web"];

    /// <inheritdoc/>
    public override void Run(byte[] input, FuzzRandom random)
    {
        (string query, string type, byte[] body) = Split(input);
        var context = new DefaultHttpContext();
        HttpRequest request = context.Request;
        request.Query = new QueryCollection(QueryHelpers.ParseQuery(query));
        request.ContentType = type;
        request.ContentLength = random.OneIn(2) ? body.Length : null;
        request.Body = new MemoryStream(body);
        _ = HeatmapQuery.Parse(request.Query);
        string name = UploadName.Of(HeatmapQuery.Text(request.Query, "name"));
        Check(name);
        Reader.CheckHeaders(request, name);
        if (UploadReader.IsMultipart(request)) ReadParts(request).GetAwaiter().GetResult();
        else Check(Reader.ReadOneAsync(request, name, CancellationToken.None).GetAwaiter().GetResult());
    }

    /// <inheritdoc/>
    /// <remarks>A part is read into 64 KB that grow, as is a request; the parser's own buffers; headers become texts.</remarks>
    public override long AllocationBound(byte[] input) => (1 << 20) + (64L * input.Length);

    /// <inheritdoc/>
    public override bool IsRefusal(Exception error) => error is RequestFault;

    /// <inheritdoc/>
    public override string? Complaint(Exception refusal, byte[] input) => refusal is RequestFault { Status: < 400 or >= 500 } fault
        ? $"a refusal with status {fault.Status}"
        : Faulty(refusal.Message) ?? base.Complaint(refusal, input);

    private static async Task ReadParts(HttpRequest request)
    {
        int count = 0;
        await foreach (Upload upload in Reader.ReadPartsAsync(request, CancellationToken.None))
        {
            Check(upload);
            if (++count > MostFiles) throw new ContradictionException($"{count} photos");
        }
    }

    private static void Check(Upload upload)
    {
        Check(upload.Name);
        if (upload.File.Length > MostFileBytes) throw new ContradictionException($"a photo of {upload.File.Length} bytes");
        if (upload.Fault is { } fault && (Faulty(fault.Message) ?? Reasons.Complaint(fault.Message)) is { } complaint) throw new ContradictionException(complaint);
    }

    private static void Check(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MostNameLength || name.Any(char.IsControl)) throw new ContradictionException("a name that cannot be shown");
    }

    private static string? Faulty(string reason) => reason.Any(char.IsControl) ? "a refusal with control characters" : null;

    private static (string Query, string Type, byte[] Body) Split(byte[] input)
    {
        int first = Array.IndexOf(input, (byte)'\n');
        if (first < 0) return (Encoding.UTF8.GetString(input), "", []);
        int second = Array.IndexOf(input, (byte)'\n', first + 1);
        return second < 0
            ? (Encoding.UTF8.GetString(input, 0, first), Encoding.UTF8.GetString(input, first + 1, input.Length - first - 1), [])
            : (Encoding.UTF8.GetString(input, 0, first), Encoding.UTF8.GetString(input, first + 1, second - first - 1), input[(second + 1)..]);
    }

    private static byte[] Make(string query, string type, byte[] body) => [.. Encoding.UTF8.GetBytes($"{query}\n{type}\n"), .. body];

    private static byte[] Parts(params string[] names)
    {
        using var body = new MemoryStream();
        foreach (string name in names)
        {
            bool isPng = name.EndsWith(".png", StringComparison.Ordinal);
            body.Write(Encoding.UTF8.GetBytes($"--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"{name}\"\r\nContent-Type: {(isPng ? "image/png" : "image/jpeg")}\r\n\r\n"));
            body.Write(isPng ? PngEncoder.Encode(new Image(2, 2)) : JpegEncoder.Encode(new Image(4, 4), 50));
            body.Write("\r\n"u8);
        }

        body.Write("--x--\r\n"u8);
        return body.ToArray();
    }
}
