using System.Text.RegularExpressions;

namespace CrackLab.Packaging.Tests;

/// <summary>The library as a user gets it: the README's example in a project that knows its package alone.</summary>
public sealed class LibraryTests(PackageFeed feed)
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="CrackLab" Version="*" />
          </ItemGroup>
        </Project>
        """;

    [Fact]
    public async Task Library_ReadmesExample_BuildsAndRuns()
    {
        string folder = Directory.CreateDirectory(Path.Combine(feed.Folder, "example")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "Example.csproj"), Project, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), Example("README.md"), TestContext.Current.CancellationToken);
        await feed.Run("data", "sample", "--out", Path.Combine(folder, "photos"), "--count", "60", "--seed", "6");
        File.Copy(Path.Combine(folder, "photos", "Positive", "00001.jpg"), Path.Combine(folder, "photo.jpg"));

        ProgramRun run = await feed.Dotnet(folder, "run", "-c", "Release");

        Assert.Contains(run.Lines, line => Regex.IsMatch(line, "^Accuracy .+, recall ", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Matches(@"^(Positive|Negative) [01]\.\d{4}$", run.Lines[^1]);
        Assert.True(File.Exists(Path.Combine(folder, "crack.safetensors")));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder, "quarantine"), "*", SearchOption.AllDirectories));
        Assert.Equal(ShippedModels(), FileNames(Path.Combine(folder, "bin", "Release", "net10.0", "models")));
    }

    [Fact]
    public void Library_ItsPage_ShowsTheReadmesExample() =>
        Assert.Equal(Example("README.md"), Example(Path.Combine("lib", "CrackLab", "README.md")));

    private static string Example(string page)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, page)).ReplaceLineEndings("\n");
        int start = text.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static string[] ShippedModels() => FileNames(Path.Combine(Repository.Root, "data", "models"));

    private static string[] FileNames(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*.safetensors").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];
}
