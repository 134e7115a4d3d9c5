using System.Text.RegularExpressions;

namespace CrackLab.Tests;

/// <summary>Keeps what the repository's texts promise.</summary>
public sealed class RepositoryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly Regex ProjectPath = new(@"(?<path>(lib|tests)/CrackLab[\w./]*)", RegexOptions.ExplicitCapture, Patience);

    private static readonly Regex Link = new(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, Patience);

    private static readonly Regex MachinePath = new(
        @"(?<![\w.~/])/(home|root|work|Users)/\w|\b[A-Z]:\\+Users\b", RegexOptions.ExplicitCapture, Patience);

    private static readonly string[] Texts =
    [
        ".cs", ".csproj", ".css", ".csv", ".editorconfig", ".gitattributes", ".gitignore", ".ipynb", ".json", ".md", ".props", ".proto",
        ".py", ".sh", ".sln", ".targets", ".xml", ".yml", "",
    ];

    private static readonly string[] Generated = ["artifacts", "bin", "obj", "runs", ".git", ".vs", "TestResults"];

    // What the demo, the lessons and `data fetch` leave in the working tree.
    private static readonly string[] GeneratedBeginnings = ["cracklab-demo", "concrete-cracks", "lesson-", "generated"];

    // What needs native packages: the README's commands must go on needing the SDK alone.
    private static readonly string[] Outside =
        ["lib/CrackLab.TorchSharp/CrackLab.TorchSharp.csproj", "tests/CrackLab.TorchSharp.Tests/CrackLab.TorchSharp.Tests.csproj"];

    private static readonly string Root = Repository.Root;

    public static TheoryData<string> Documents => [.. Files().Where(file => file.EndsWith(".md", StringComparison.Ordinal))];

    [Theory]
    [InlineData("dotnet run -c Release --project lib/CrackLab.Cli -- demo")]
    [InlineData("dotnet test -c Release")]
    public void Readme_Commands_StandOnTheirOwnLine(string command) =>
        Assert.Contains(command, File.ReadLines(Path.Combine(Root, "README.md")), StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Documents))]
    public void Documents_ProjectPaths_Exist(string document)
    {
        IEnumerable<string> missing = ProjectPath.Matches(Read(document))
            .Select(match => match.Groups["path"].Value.TrimEnd('.'))
            .Where(path => !Path.Exists(Path.Combine(Root, path)));

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Documents_RelativeLinks_LeadSomewhere(string document)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Root, document))!;
        IEnumerable<string> broken = Link.Matches(Read(document))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !IsThere(folder, document, target));

        Assert.Empty(broken);
    }

    [Fact]
    public void Readme_Example_IsTheOneThatCompiles()
    {
        string example = Between(Read("README.md"), "```csharp\n", "```");
        string compiled = Read("tests/CrackLab.Tests/ReadmeExample.cs");
        string body = Between(compiled, "    {\n", "\n    }\n}");

        Assert.Equal(Lines(example), [.. Lines(Between(compiled, "", "namespace")), .. Lines(body)]);
    }

    [Fact]
    public void Texts_MachinePaths_AreAbsent()
    {
        IEnumerable<string> faults =
            from file in Files()
            where Texts.Contains(Path.GetExtension(file), StringComparer.Ordinal)
            from match in MachinePath.Matches(Read(file))
            select $"{file}: {match.Value}";

        Assert.Empty(faults);
    }

    [Fact]
    public void Solution_Projects_AreAllOfLibAndTestsButThoseOutside()
    {
        string solution = Read("CrackLab.sln").Replace('\\', '/');
        IEnumerable<string> missing = Files()
            .Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))
            .Where(file => !solution.Contains($"\"{file}\"", StringComparison.Ordinal));

        Assert.Equal(Outside, missing, StringComparer.Ordinal);
        Assert.DoesNotContain("TorchSharp", solution, StringComparison.Ordinal);
    }

    [Fact]
    public void Solution_LockFiles_NameNoTorch() =>
        Assert.DoesNotContain(
            Files().Where(file => Path.GetFileName(file) == "packages.lock.json"),
            file => Read(file).Contains("torch", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void Ci_Script_RunsTheReadmesTests() =>
        Assert.Contains("\nstep dotnet test -c Release ", Read(".ci/run"), StringComparison.Ordinal);

    private static bool IsThere(string folder, string document, string target)
    {
        string[] parts = target.Split('#', 2);
        string path = parts[0].Length == 0 ? Path.Combine(Root, document) : Path.GetFullPath(Path.Combine(folder, parts[0]));
        return Path.Exists(path) && (parts.Length == 1 || HasHeading(path, parts[1]));
    }

    private static bool HasHeading(string path, string anchor) => File.Exists(path) && File.ReadLines(path)
        .Where(line => line.StartsWith('#'))
        .Select(line => line.TrimStart('#', ' ').ToLowerInvariant())
        .Select(heading => string.Concat(heading.Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')).Replace(' ', '-'))
        .Contains(anchor, StringComparer.Ordinal);

    /// <summary>Files of the repository, relative to its root; those that a build or a run leaves behind are passed over.</summary>
    private static IEnumerable<string> Files() => Below(new DirectoryInfo(Root))
        .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<FileInfo> Below(DirectoryInfo folder) => folder.EnumerateFiles()
        .Where(file => file.LinkTarget is null && !string.Equals(file.Name, ".git", StringComparison.Ordinal))
        .Concat(folder.EnumerateDirectories()
            .Where(inner => inner.LinkTarget is null && !Generated.Contains(inner.Name, StringComparer.Ordinal)
                && !GeneratedBeginnings.Any(beginning => inner.Name.StartsWith(beginning, StringComparison.Ordinal)))
            .SelectMany(Below));

    private static string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative)).ReplaceLineEndings("\n");

    private static string Between(string text, string start, string end)
    {
        int from = text.IndexOf(start, StringComparison.Ordinal);
        Assert.True(from >= 0, $"expected '{start}', received a text without it");
        from += start.Length;
        int to = text.IndexOf(end, from, StringComparison.Ordinal);
        Assert.True(to >= 0, $"expected '{end}', received a text without it");
        return text[from..to];
    }

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
}
