using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Tensors;
using CrackLab.Imaging;
using CrackLab.Tests.Data;
using CrackLab.Training;

namespace CrackLab.Tests.Explanation;

/// <summary>Rough grey pictures with and without a dark line, and a small network trained to tell them apart: made once.</summary>
public sealed class LinePhotos : IDisposable
{
    public const int Size = 32;
    private const int Each = 64;
    private const int Seen = 8;
    private readonly TestFolder _folder = new();

    public LinePhotos()
    {
        for (int number = 0; number < Each + Seen; number++)
        {
            string part = number < Each ? "train" : "test";
            _folder.Write($"{part}/plain/{number:D3}.png", Png(number, hasLine: false));
            _folder.Write($"{part}/with line/{number:D3}.png", Png(number, hasLine: true));
        }

        Train = ImageFolder.Open(_folder["train"]).Inspect().Healthy;
        Test = ImageFolder.Open(_folder["test"]).Inspect().Healthy;
        Model = new Trainer(Net(seed: 1)) { Optimizer = new Adam(0.01), Epochs = 10, BatchSize = 16, Seed = 1 }.Fit(Train).BestModel;
    }

    public ImageSet Train { get; }

    public ImageSet Test { get; }

    public Sequential Model { get; }

    /// <summary>Test pictures that hold a line, with its column (it goes from top to bottom) or row.</summary>
    public IEnumerable<(string Path, int Place, bool IsUpright)> Lines => Enumerable.Range(Each, Seen)
        .Select(number => (System.IO.Path.Combine(Test.Root, "with line", $"{number:D3}.png"), Place(number), IsUpright(number)));

    public string Below(string name) => _folder[name];

    public static Sequential Net(int seed) => new Sequential(
        new Rescaling(1 / 127.5f, -1),
        new Conv2D(8, 3) { Padding = Padding.Same, UseBias = false },
        new MaxPooling2D(),
        new BatchNormalization(momentum: 0.8f),
        new ReLU(),
        new Conv2D(16, 3) { Padding = Padding.Same, UseBias = false },
        new BatchNormalization(momentum: 0.8f),
        new ReLU(),
        new GlobalMaxPooling2D(),
        new Dropout(0.2f),
        new Dense(1, Activation.Sigmoid))
    { Metadata = new ModelMetadata { Classes = ["plain", "with line"] } }.Build(new Shape(Size, Size, 3), seed);

    public void Dispose() => _folder.Dispose();

    private static int Place(int number) => 4 + (number * 7 % 24);

    private static bool IsUpright(int number) => number % 2 == 0;

    private static byte[] Png(int number, bool hasLine)
    {
        var random = new SeededRandom(SeededRandom.Combine(3, number, hasLine ? 1 : 0));
        var image = new Image(Size, Size);
        for (int y = 0; y < Size; y++)
        {
            for (int x = 0; x < Size; x++)
            {
                int across = (IsUpright(number) ? x : y) - Place(number);
                int grey = (hasLine && across is 0 or 1 ? 40 : 120) + (int)(random.NextBits() % 50);
                image.Pixels.AsSpan(((y * Size) + x) * 3, 3).Fill((byte)grey);
            }
        }

        return PngEncoder.Encode(image);
    }
}
