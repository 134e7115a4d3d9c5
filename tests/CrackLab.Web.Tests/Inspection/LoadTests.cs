using System.Net;
using CrackLab.Web.Inspection;

namespace CrackLab.Web.Tests.Inspection;

[Collection(LoadCollection.Name)]
public sealed class LoadTests
{
    private const int AtOnce = 200;

    // What three rounds of 200 photos may leave behind. The pixels of one round alone are 9 MB and 35 MB.
    private const long MostGrowth = 1_000_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/predict", 240)]
    [InlineData("/api/heatmap?steps=5", 120)]
    public async Task Requests_TwoHundredAtOnceAgainAndAgain_NoneIsLostAndMemoryIsFlat(string path, int side)
    {
        await using Served served = await Served.StartAsync(new InspectionOptions { OnFault = error => Served.Faults.Add(error) });
        byte[][] photos = [.. Enumerable.Range(0, 8).Select(i => DarkLines.Jpeg(side, side, i * 10))];

        await Round(served, path, photos);
        await Round(served, path, photos);
        long before = Held();
        for (int round = 0; round < 3; round++)
            await Round(served, path, photos);
        long growth = Held() - before;

        Assert.InRange(growth, long.MinValue, MostGrowth);
        Assert.Empty(Served.Faults);
    }

    [Fact]
    public async Task Requests_Waiting_LeaveTheirPhotosAtTheSender()
    {
        await using Served served = await Served.StartAsync(new InspectionOptions { Places = 2 });
        const string Head = "POST /api/predict HTTP/1.1\r\nHost: HOST\r\nContent-Type: image/jpeg\r\nContent-Length: 1000\r\n\r\nabc";
        using RawRequest first = await RawRequest.Open(served.Address, Head), second = await RawRequest.Open(served.Address, Head);
        long before = Held();
        byte[] large = new byte[4_000_000];

        using CancellationTokenSource stop = new();
        Task<HttpResponseMessage>[] requests = [.. Enumerable.Range(0, 50).Select(async _ =>
        {
            using ByteArrayContent content = new(large);
            content.Headers.ContentType = new("image/jpeg");
            return await served.Client.PostAsync("/api/predict", content, stop.Token);
        })];
        await Task.Delay(500, Cancellation);
        long growth = Held() - before;
        await stop.CancelAsync();

        Assert.All(requests, request => Assert.False(request.IsCompletedSuccessfully));
        Assert.InRange(growth, long.MinValue, 50L * large.Length / 10);
    }

    private static async Task Round(Served served, string path, byte[][] photos)
    {
        HttpStatusCode[] statuses = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async i =>
        {
            using HttpResponseMessage answer = await served.Post(path, photos[i % photos.Length]);
            await answer.Content.ReadAsByteArrayAsync(Cancellation);
            return answer.StatusCode;
        }));

        Assert.Equal(Enumerable.Repeat(HttpStatusCode.OK, AtOnce), statuses);
    }

    private static long Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
