using CrackLab.Engine.Execution;
using CrackLab.Engine.Serialization;
using FsCheck;
using FsCheck.Fluent;

namespace CrackLab.Engine.Tests.Serialization;

/// <summary>Any tensors and strings come back from a safetensors file, bit by bit.</summary>
public sealed class SafetensorsPropertyTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Read_AnyTensorsAndMetadata_AreThoseThatWereWritten() => Prop.ForAll(
        Tensors.ToArbitrary(),
        Strings.ToArbitrary(),
        (tensors, metadata) =>
        {
            using (FileStream stream = File.Create(_path)) Safetensors.Write(stream, tensors, metadata);

            (IReadOnlyList<NamedTensor> back, IReadOnlyDictionary<string, string> strings) = Safetensors.Read(_path);

            Assert.Equal(metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal), strings.OrderBy(pair => pair.Key, StringComparer.Ordinal));

            // A tensor without values begins where another does; which of them comes first the file does not say.
            Assert.Equal(tensors.Select(Text).Order(StringComparer.Ordinal), back.Select(Text).Order(StringComparer.Ordinal));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_AnyFileCutAnywhere_IsRefused() => Prop.ForAll(
        Tensors.Where(tensors => tensors.Length > 0).ToArbitrary(),
        ArbMap.Default.ArbFor<NonNegativeInt>(),
        (tensors, place) =>
        {
            using var whole = new MemoryStream();
            Safetensors.Write(whole, tensors, new Dictionary<string, string>(StringComparer.Ordinal));
            byte[] bytes = whole.ToArray();
            File.WriteAllBytes(_path, bytes[..(place.Get % bytes.Length)]);

            string message = Assert.Throws<InvalidDataException>(() => Safetensors.Read(_path)).Message;

            Assert.StartsWith($"{_path}, byte ", message, StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    /// <summary>Texts without half characters, which no file of UTF-8 can hold.</summary>
    private static Gen<string> Name { get; } = ArbMap.Default.GeneratorFor<string>().Where(text => text is not null && Rune(text) && text != "__metadata__");

    private static Gen<Dictionary<string, string>> Strings { get; } =
        from keys in Name.ArrayOf()
        from values in Name.ArrayOf(keys.Length)
        select keys.Zip(values).DistinctBy(pair => pair.First, StringComparer.Ordinal).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);

    private static Gen<NamedTensor[]> Tensors { get; } =
        from names in Name.ArrayOf()
        from shapes in Gen.Choose(0, 5).ArrayOf().Where(shape => shape.Length < 5).ArrayOf(names.Length)
        from seed in Gen.Choose(0, int.MaxValue)
        select Make(names, shapes, new Random(seed));

    private static NamedTensor[] Make(string[] names, int[][] shapes, Random random) =>
    [
        .. names.Zip(shapes).DistinctBy(pair => pair.First, StringComparer.Ordinal).Select(pair => new NamedTensor(
            pair.First,
            pair.Second,
            Enumerable.Range(0, pair.Second.Aggregate(1, (a, b) => a * b)).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue))).ToArray())),
    ];

    private static bool Rune(string text) => text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar);

    private static string Text(NamedTensor tensor) =>
        $"{tensor.Name} ({string.Join(", ", tensor.Dimensions)}): {string.Join(' ', tensor.Values.ToArray().Select(BitConverter.SingleToInt32Bits))}";
}
