using CrackLab.Data.Synthetic;

namespace CrackLab.Tests.Data.Synthetic;

public sealed class CommittedSampleTests
{
    private const long LargestTotal = 250_000;

    [Fact]
    public void Sample_WrittenAgain_HasTheSameFiles()
    {
        string committed = Path.Combine(Repository.Root, "data", "sample");
        using var temporary = new TemporaryFolder();
        string fresh = temporary.Below("sample");
        SyntheticConcrete.WriteFolder(fresh, new() { Count = 40, Size = 96, Seed = 42, DanglingLink = false });

        string[] names = Names(fresh);
        Assert.Equal(names, Names(committed));
        foreach (string name in names.Where(name => !HoldsDeflate(name)))
        {
            byte[] expected = File.ReadAllBytes(Path.Combine(committed, name));
            Assert.True(
                expected.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(fresh, name))),
                $"{name} differs: the painters have changed. Write data/sample again, as data/README.md says.");
        }
    }

    [Fact]
    public void Sample_AllFilesTogether_StaySmall() =>
        Assert.InRange(
            new DirectoryInfo(Path.Combine(Repository.Root, "data", "sample"))
                .EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length),
            1, LargestTotal);

    // PNG bytes depend on the runtime's zlib; the file with the wrong extension is a PNG too.
    private static bool HoldsDeflate(string name) =>
        name.EndsWith(".png", StringComparison.Ordinal) || name.Contains("wrong-extension", StringComparison.Ordinal);

    private static string[] Names(string root) =>
        [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];
}
