using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;
using CrackLab.Imaging;
using CrackLab.Tests.Data;

namespace CrackLab.Tests.Training;

/// <summary>Small pictures whose classes differ in brightness, and a small model for them.</summary>
internal static class ToyPhotos
{
    public const int Size = 16;

    /// <summary>Writes pictures named class0/00.png and so on, no two the same.</summary>
    public static void Write(TestFolder folder, string relative, params int[] perClass)
    {
        for (int label = 0; label < perClass.Length; label++)
        {
            for (int number = 0; number < perClass[label]; number++)
            {
                folder.Write($"{relative}/class{label}/{number:D2}.png", Png(label, number));
            }
        }
    }

    /// <summary>A picture as a PNG file.</summary>
    public static byte[] Png(int label, int number, int width = Size, int height = Size, int channels = 3)
    {
        var random = new SeededRandom(SeededRandom.Combine(7, label, number));
        var pixels = new byte[width * height * channels];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)((80 * label) + (int)(random.NextBits() % 60));
        }

        return PngEncoder.Encode(new Image(width, height, channels, pixels));
    }

    /// <summary>A model with everything that has a state or draws random numbers.</summary>
    public static Sequential Model(int seed = 1, int classes = 2, int size = Size) => new Sequential(
        new Rescaling(1 / 255f),
        new Conv2D(4, 3) { Strides = 2 },
        new BatchNormalization(momentum: 0.8f),
        new ReLU(),
        new GlobalAveragePooling2D(),
        new Dropout(0.2f),
        classes == 2 ? new Dense(1, Activation.Sigmoid) : new Dense(classes, Activation.Softmax))
        .Build(new Shape(size, size, 3), seed);

    /// <summary>All weights, to compare bit by bit.</summary>
    public static int[] Bits(this Sequential model) =>
        [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray()).Select(BitConverter.SingleToInt32Bits)];
}
