using System.Security.Cryptography;
using CrackLab.Engine;
using CrackLab.Prediction;
using CrackLab.Tests.Data;
using CrackLab.Tracking;

namespace CrackLab.Tests.Prediction;

public sealed class ShippedModelTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Find_SeveralPlaces_TakesTheFirstThatHasIt()
    {
        _folder.Write("b/models/cracknet.safetensors", "");
        _folder.Write("c/models/cracknet.safetensors", "");
        Assert.Equal(
            Path.Combine(_folder["b"], "models", "cracknet.safetensors"),
            ShippedModel.Find([_folder["a"], _folder["b"], _folder["c"]]));
    }

    [Fact]
    public void Find_NowhereThere_SaysWhereAndHowToMendIt()
    {
        FileNotFoundException error = Assert.Throws<FileNotFoundException>(() => ShippedModel.Find([_folder["a"], _folder["b"]]));
        Assert.Equal(
            $"{Path.Combine(_folder["a"], "models", "cracknet.safetensors")}: expected the model that comes with CrackLab, found nothing. Name a model (.safetensors) or the folder of a run, or build CrackLab anew.",
            error.Message);
    }

    [Fact]
    public void Load_OfTheRepository_IsTheModelBesideTheLibrary()
    {
        string kept = Path.Combine(Repository.Root, "data", "models", "cracknet.safetensors");
        Assert.SkipUnless(File.Exists(kept), "data/models holds no model yet.");
        Assert.True(ShippedModel.Exists);
        Assert.Equal(File.ReadAllBytes(kept), File.ReadAllBytes(ShippedModel.Path));
        using Classifier classifier = ShippedModel.Load();
        Assert.Equal(["Negative", "Positive"], classifier.Classes);
    }

    [Fact]
    public void Fingerprint_File_IsTheBeginningOfItsHash()
    {
        string file = _folder.Write("model.safetensors", "some bytes");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("some bytes"u8))[..12], ModelFingerprint.Of(file));
    }

    [Fact]
    public void IsNamed_Words_TellsModelsFromPhotos()
    {
        Sequential model = Models.CrackNet(size: 32);
        model.Save(_folder["renamed.bin"]);
        _folder.Write("run/run.json", "{}");
        Assert.All(
            new[] { "missing.safetensors", "UPPER.SAFETENSORS", _folder["renamed.bin"], _folder["run"] },
            word => Assert.True(ModelLocator.IsNamed(word), word));
        Assert.All(
            new[] { "photo.jpg", "", "-", "*.jpg", _folder.Path, _folder.Write("photo.jpg", "{}{}{}{}{}"), _folder.Write("empty.jpg", "") },
            word => Assert.False(ModelLocator.IsNamed(word), word));
    }

    public void Dispose() => _folder.Dispose();
}
