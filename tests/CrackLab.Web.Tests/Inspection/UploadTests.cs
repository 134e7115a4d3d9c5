using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using CrackLab.Web.Inspection;

namespace CrackLab.Web.Tests.Inspection;

public sealed class UploadTests(Served served) : IClassFixture<Served>
{
    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("image/svg+xml")]
    [InlineData("image/heic")]
    [InlineData("application/octet-stream")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/mixed; boundary=x")]
    public async Task ContentType_Other_IsRefused(string? type) =>
        await Served.Problem(await served.Post("/api/predict", DarkLines.Jpeg(40, 40), type), 415);

    [Fact]
    public async Task ContentType_NotWhatTheBytesAre_IsRefused()
    {
        JsonElement problem = await Served.Problem(await served.Post("/api/predict?name=a.jpg", DarkLines.Png(40, 40)), 415);

        Assert.Contains("expected Jpeg bytes as its Content-Type says, received Png", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty", 0)]
    [InlineData("<html><script>alert(1)</script></html>", "notAnImage", 0)]
    [InlineData("%PDF-1.7", "notAnImage", 0)]
    public async Task Bytes_NoPicture_AreRefusedWithTheReason(string text, string fault, int offset)
    {
        JsonElement problem = await Served.Problem(await served.Post("/api/heatmap", Encoding.ASCII.GetBytes(text)), 422);

        Assert.Equal(fault, problem.GetProperty("fault").GetString());
        Assert.Equal(offset, problem.GetProperty("offset").GetInt32());
    }

    [Fact]
    public async Task Bytes_CutAnywhere_AreRefusedOrLookedAt()
    {
        byte[] whole = DarkLines.Jpeg(64, 48, 20);
        for (int length = 0; length < whole.Length - 2; length += 37)
        {
            using HttpResponseMessage answer = await served.Post("/api/predict", whole[..length]);
            await Served.Problem(answer, 422);
        }

        Assert.Empty(Served.Faults);
    }

    [Fact]
    public async Task Size_StatedTooLarge_IsRefusedBeforeTheBodyIsSent()
    {
        string answer = await RawRequest.Send(
            served.Address, $"POST /api/predict HTTP/1.1\r\nHost: HOST\r\nContent-Type: image/jpeg\r\nContent-Length: {Served.MaxFileBytes + 1}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains($"expected at most {Served.MaxFileBytes} bytes, received {Served.MaxFileBytes + 1}.", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Size_Endless_IsRefusedAtTheLimit()
    {
        string chunk = $"10000\r\n{new string('x', 0x10000)}\r\n";

        string answer = await RawRequest.Send(
            served.Address, "POST /api/predict HTTP/1.1\r\nHost: HOST\r\nContent-Type: image/jpeg\r\nTransfer-Encoding: chunked\r\n\r\n", Enumerable.Repeat(chunk, 500));

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Size_PartTooLarge_IsAFaultOfItsOwn()
    {
        JsonElement answer = await Served.Json(await served.PostParts(
            "/api/predict", ("large.jpg", "image/jpeg", new byte[Served.MaxFileBytes + 1]), ("small.jpg", "image/jpeg", DarkLines.Jpeg(40, 40))));

        Assert.Equal(413, answer.GetProperty("photos")[0].GetProperty("status").GetInt32());
        Assert.Equal("Negative", answer.GetProperty("photos")[1].GetProperty("label").GetString());
    }

    [Fact]
    public async Task Size_Bomb_IsRefusedBeforeItIsDecoded()
    {
        long before = GC.GetTotalAllocatedBytes();

        JsonElement problem = await Served.Problem(await served.Post("/api/heatmap", Bomb(30_000, 30_000), "image/png"), 413);

        Assert.Equal("tooLarge", problem.GetProperty("fault").GetString());
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 500_000_000);
    }

    [Fact]
    public async Task Size_WindowThatEnlargesTooMuch_IsRefused()
    {
        await using Served large = await Served.StartAsync(new InspectionOptions());

        JsonElement problem = await Served.Problem(await large.Post("/api/heatmap?window=16", Bomb(4000, 3500), "image/png"), 422);

        Assert.Contains("expected a window of at least 18 pixels for a photo of 4000x3500, received 16", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_Slow_IsGivenUp()
    {
        await using Served impatient = await Served.StartAsync(new InspectionOptions { UploadTime = TimeSpan.FromSeconds(0.3), Places = 1 });
        Task<string> slow = RawRequest.Send(
            impatient.Address, "POST /api/predict HTTP/1.1\r\nHost: HOST\r\nContent-Type: image/jpeg\r\nContent-Length: 1000\r\n\r\nabc");

        JsonElement answer = await Served.Json(await impatient.Post("/api/predict", DarkLines.Jpeg(40, 40)));

        Assert.Equal("Negative", answer.GetProperty("label").GetString());
        Assert.StartsWith("HTTP/1.1 408 ", await slow, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queue_Full_SaysWhenToComeBack()
    {
        await using Served small = await Served.StartAsync(new InspectionOptions { Places = 1, MaxWaiting = 1, UploadTime = TimeSpan.FromSeconds(30) });
        const string Half = "POST /api/predict HTTP/1.1\r\nHost: HOST\r\nContent-Type: image/jpeg\r\nContent-Length: 1000\r\n\r\nabc";
        using RawRequest first = await RawRequest.Open(small.Address, Half), second = await RawRequest.Open(small.Address, Half);
        await Wait(small, queue => queue is (1, 1));

        using HttpResponseMessage third = await small.Post("/api/predict", DarkLines.Jpeg(40, 40));

        await Served.Problem(third, 503);
        Assert.Equal(TimeSpan.FromSeconds(30), third.Headers.RetryAfter!.Delta);
        first.Dispose();
        second.Dispose();
        await Wait(small, queue => queue is (0, 0));
        await Served.Json(await small.Post("/api/predict", DarkLines.Jpeg(40, 40)));
    }

    [Fact]
    public async Task Queue_WaitTooLong_IsGivenUp()
    {
        await using Served small = await Served.StartAsync(new InspectionOptions { Places = 1, WaitTime = TimeSpan.FromSeconds(0.2) });
        using RawRequest holder = await RawRequest.Open(
            small.Address, "POST /api/predict HTTP/1.1\r\nHost: HOST\r\nContent-Type: image/jpeg\r\nContent-Length: 1000\r\n\r\nabc");
        await Wait(small, queue => queue is (1, 0));

        await Served.Problem(await small.Post("/api/predict", DarkLines.Jpeg(40, 40)), 503);
    }

    [Fact]
    public async Task Work_TooLong_IsGivenUp()
    {
        await using Served impatient = await Served.StartAsync(new InspectionOptions { WorkTime = TimeSpan.FromMilliseconds(1) });

        JsonElement problem = await Served.Problem(await impatient.Post("/api/heatmap", DarkLines.Jpeg(1500, 1200)), 503);

        Assert.Contains("looked at within 0 seconds", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_TooMany_AreRefused()
    {
        byte[] photo = DarkLines.Jpeg(32, 32);

        JsonElement problem = await Served.Problem(
            await served.PostParts("/api/predict", [.. Enumerable.Range(0, 1000).Select(i => ($"{i}.jpg", "image/jpeg", photo))]), 413);

        Assert.Contains("expected at most 5 photos, received more", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=\"\"")]
    [InlineData("multipart/form-data; boundary=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public async Task Parts_BoundarySenseless_AreRefused(string type) =>
        await Served.Problem(await served.Post("/api/predict", [1, 2, 3], type), 400);

    [Theory]
    [InlineData("no parts at all")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b.jpg\"\r\nContent-Type: image/jpeg\r\n\r\nno end")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno file\r\n--x--\r\n")]
    [InlineData("--x\r\nno colon\r\n\r\nbytes\r\n--x--\r\n")]
    [InlineData("--x\r\n\r\nbytes\r\n--x--\r\n")]
    public async Task Parts_Malformed_AreRefused(string body) =>
        await Served.Problem(await served.Post("/api/predict", Encoding.ASCII.GetBytes(body), "multipart/form-data; boundary=x"), 400);

    [Fact]
    public async Task Parts_ManyHeaders_AreRefused()
    {
        string headers = string.Concat(Enumerable.Range(0, 1000).Select(i => $"X-{i}: y\r\n"));

        await Served.Problem(await served.Post("/api/predict", Encoding.ASCII.GetBytes($"--x\r\n{headers}\r\nbytes\r\n--x--\r\n"), "multipart/form-data; boundary=x"), 400);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\photos\\wall.jpg", "wall.jpg")]
    [InlineData("<script>alert(1)<!script>.jpg", "<script>alert(1)<!script>.jpg")]
    [InlineData("a\u0000b\u001b[31m\u202egpj.exe", "a\uFFFDb\uFFFD[31m\uFFFDgpj.exe")]
    [InlineData("..", "..")]
    [InlineData("  ", "photo")]
    [InlineData("橋 Straße.jpg", "橋 Straße.jpg")]
    public async Task Name_Any_IsTextAndNoPath(string sent, string shown)
    {
        using HttpResponseMessage answer = await served.Post($"/api/predict?name={Uri.EscapeDataString(sent)}", DarkLines.Jpeg(40, 40));

        string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(shown, JsonDocument.Parse(text).RootElement.GetProperty("path").GetString());
        Assert.DoesNotContain('<', text);
    }

    [Fact]
    public async Task Name_Endless_IsCut()
    {
        JsonElement answer = await Served.Json(await served.Post($"/api/predict?name={new string('x', 5000)}", DarkLines.Jpeg(40, 40)));

        Assert.Equal(200, answer.GetProperty("path").GetString()!.Length);
    }

    [Fact]
    public async Task Disk_WhileAPhotoIsSent_HoldsNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells which files a process has open.");
        string[] before = OpenFiles();
        byte[] half = new byte[Served.MaxFileBytes / 2];
        string head = $"--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n{Encoding.Latin1.GetString(half)}";
        using RawRequest request = await RawRequest.Open(
            served.Address, $"POST /api/predict HTTP/1.1\r\nHost: HOST\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: {Served.MaxFileBytes}\r\n\r\n{head}");
        await Wait(served, queue => queue.Working > 0);

        IEnumerable<string> written = OpenFiles().Except(before, StringComparer.Ordinal).Where(path =>
            path.StartsWith(Path.GetTempPath(), StringComparison.Ordinal) && !path.Contains("cracklab-web-tests-", StringComparison.Ordinal) && !path.Contains("playwright", StringComparison.Ordinal));

        Assert.Empty(written);
    }

    [Fact]
    public async Task Client_Gone_FreesItsPlace()
    {
        await using Served small = await Served.StartAsync(new InspectionOptions { Places = 1 });
        using (await RawRequest.Open(small.Address, "POST /api/predict HTTP/1.1\r\nHost: HOST\r\nContent-Type: image/jpeg\r\nContent-Length: 1000\r\n\r\nabc"))
            await Wait(small, queue => queue is (1, 0));

        await Wait(small, queue => queue is (0, 0));
        Assert.Equal(HttpStatusCode.OK, (await small.Post("/api/predict", DarkLines.Jpeg(40, 40))).StatusCode);
    }

    private static string[] OpenFiles() =>
        [.. Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(link => new FileInfo(link).LinkTarget).OfType<string>()];

    private static async Task Wait(Served served, Func<(int Working, int Waiting), bool> isSo)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(20));
        while (true)
        {
            JsonElement queue = (await Served.Json(await served.Client.GetAsync("/healthz", limit.Token))).GetProperty("queue");
            if (isSo((queue.GetProperty("working").GetInt32(), queue.GetProperty("waiting").GetInt32())))
                return;
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>A small PNG file that states a large black picture, and holds the beginning of it.</summary>
    private static byte[] Bomb(int width, int height)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] line = new byte[(width * 3) + 1];
            for (int y = 0; y < 100; y++)
                zlib.Write(line);
        }

        using MemoryStream file = new();
        file.Write([0x89, .. "PNG\r\n"u8, 0x1A, 0x0A]);
        PngChunk.Write(file, "IHDR"u8, [.. PngChunk.Number(width), .. PngChunk.Number(height), 8, 2, 0, 0, 0]);
        PngChunk.Write(file, "IDAT"u8, packed.ToArray());
        PngChunk.Write(file, "IEND"u8, []);
        return file.ToArray();
    }
}
