using System.Text.Json;
using CrackLab.Prediction;

namespace CrackLab.Web.Tests.Inspection;

public sealed class PredictApiTests(Served served) : IClassFixture<Served>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cracklab-web-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("image/jpeg")]
    [InlineData("image/png")]
    [InlineData("image/bmp")]
    public async Task Predict_EveryFormat_IsWhatTheClassifierSays(string type)
    {
        byte[] file = type switch { "image/jpeg" => DarkLines.Jpeg(90, 64, 30), "image/png" => DarkLines.Png(90, 64, 30), _ => DarkLines.Bmp(90, 64, 30) };
        string path = Path.Combine(_folder, "wall");
        await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);
        using Classifier classifier = new(DarkLines.Model());
        PredictedImage expected = classifier.Predict(path);

        JsonElement answer = await Served.Json(await served.Post("/api/predict?name=wall", file, type));

        Assert.Equal("wall", answer.GetProperty("path").GetString());
        Assert.Equal("Positive", answer.GetProperty("label").GetString());
        Assert.Equal(expected.Probability, answer.GetProperty("probability").GetSingle());
        Assert.Equal(expected.Probabilities, answer.GetProperty("probabilities").EnumerateArray().Select(value => value.GetSingle()));
    }

    [Fact]
    public async Task Predict_SoundConcrete_IsNegative()
    {
        JsonElement answer = await Served.Json(await served.Post("/api/predict", DarkLines.Jpeg(64, 64)));

        Assert.Equal("photo", answer.GetProperty("path").GetString());
        Assert.Equal("Negative", answer.GetProperty("label").GetString());
        Assert.InRange(answer.GetProperty("probability").GetSingle(), 0, 0.1f);
    }

    [Fact]
    public async Task Predict_Parts_OneBrokenDoesNotStopTheOthers()
    {
        byte[] whole = DarkLines.Jpeg(64, 64, 20);

        JsonElement answer = await Served.Json(await served.PostParts(
            "/api/predict", ("one.jpg", "image/jpeg", whole), ("cut.jpg", "image/jpeg", whole[..(whole.Length / 2)]), ("three.png", "image/png", DarkLines.Png(40, 40))));

        JsonElement[] photos = [.. answer.GetProperty("photos").EnumerateArray()];
        Assert.Equal(["one.jpg", "cut.jpg", "three.png"], photos.Select(photo => photo.GetProperty("path").GetString()));
        Assert.Equal("Positive", photos[0].GetProperty("label").GetString());
        Assert.Equal(422, photos[1].GetProperty("status").GetInt32());
        Assert.Equal("truncated", photos[1].GetProperty("fault").GetString());
        Assert.InRange(photos[1].GetProperty("offset").GetInt64(), 1, whole.Length / 2);
        Assert.Equal("Negative", photos[2].GetProperty("label").GetString());
    }

    [Fact]
    public async Task Predict_NoParts_IsAnEmptyList()
    {
        JsonElement answer = await Served.Json(await served.Post("/api/predict", "--x--\r\n"u8.ToArray(), "multipart/form-data; boundary=x"));

        Assert.Equal(0, answer.GetProperty("photos").GetArrayLength());
    }
}
