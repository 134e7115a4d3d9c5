using CrackLab.Data;
using CrackLab.Tests.Data;

namespace CrackLab.Tests.Training;

/// <summary>Toy photos of two classes on the disk, split, with a cache: made once for the tests that only read them.</summary>
public sealed class ToySet : IDisposable
{
    private readonly TestFolder _folder = new();

    public ToySet()
    {
        ToyPhotos.Write(_folder, "photos", 20, 20);
        Split = ImageFolder.Open(_folder["photos"]).Inspect().Healthy.Split(0.7, 0.3, 0);
    }

    /// <summary>28 pictures to train, 12 to validate.</summary>
    public DataSplit Split { get; }

    public string Cache => _folder["cache"];

    public string Photos => _folder["photos"];

    public void Dispose() => _folder.Dispose();
}
