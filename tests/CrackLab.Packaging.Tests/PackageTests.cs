using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace CrackLab.Packaging.Tests;

/// <summary>What is in the packages.</summary>
public sealed class PackageTests(PackageFeed feed)
{
    public static TheoryData<string> Ids => ["CrackLab.Imaging", "CrackLab.Engine", "CrackLab", "CrackLab.Cli"];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Package_Page_DescribesItAndLeadsNowhereInTheRepository(string id)
    {
        using ZipArchive package = feed.Open(id);
        using var page = new StreamReader(package.GetEntry("README.md")!.Open());
        XElement metadata = Metadata(package, id);

        Assert.DoesNotContain("](", page.ReadToEnd(), StringComparison.Ordinal);
        Assert.NotEmpty(Value(metadata, "description"));
        Assert.NotEmpty(Value(metadata, "tags"));
    }

    [Theory]
    [InlineData("CrackLab.Imaging")]
    [InlineData("CrackLab.Engine", "Google.Protobuf")]
    [InlineData("CrackLab", "CrackLab.Engine", "CrackLab.Imaging", "CsvHelper", "Google.Protobuf", "Microsoft.Data.Sqlite")]
    public void Package_OfALibrary_HasItsDocumentationAndNeedsWhatItUses(string id, params string[] needed)
    {
        using ZipArchive package = feed.Open(id);
        IEnumerable<string> dependencies = Metadata(package, id).Descendants()
            .Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value);

        Assert.NotNull(package.GetEntry($"lib/net10.0/{id}.dll"));
        Assert.NotNull(package.GetEntry($"lib/net10.0/{id}.xml"));
        Assert.Subset(dependencies.ToHashSet(StringComparer.Ordinal), needed.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void Package_OfTheCommand_HasKernelNativeLibrariesAndModels()
    {
        using ZipArchive package = feed.Open("CrackLab.Cli");
        string[] names = [.. package.Entries.Select(entry => entry.FullName)];
        string models = Path.Combine(Repository.Root, "data", "models");
        IEnumerable<string> shipped = Directory.Exists(models) ? Directory.GetFiles(models, "*.safetensors").Select(path => "models/" + Path.GetFileName(path)) : [];
        string[] needed =
        [
            "CrackLab.Kernel.dll", "CrackLab.Kernel.deps.json", "CrackLab.Kernel.runtimeconfig.json", "Microsoft.CodeAnalysis.CSharp.dll",
            "runtimes/linux-x64/native/libe_sqlite3.so", "runtimes/osx-arm64/native/libe_sqlite3.dylib", "runtimes/win-x64/native/e_sqlite3.dll",
            .. shipped,
        ];

        Assert.All(needed, name => Assert.Contains($"tools/net10.0/any/{name}", names));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Package_Assemblies_DoNotTellWhereTheyWereBuilt(string id)
    {
        Assert.SkipUnless(
            string.Equals(new DirectoryInfo(AppContext.BaseDirectory).Name, "release", StringComparison.Ordinal),
            "Only Release builds are handed out; others keep the paths that a debugger needs.");
        using ZipArchive package = feed.Open(id);
        byte[][] forms = [Encoding.UTF8.GetBytes(Repository.Root), Encoding.Unicode.GetBytes(Repository.Root)];

        Assert.All(package.Entries.Where(entry => entry.Name.StartsWith("CrackLab", StringComparison.Ordinal)), entry =>
        {
            using var content = new MemoryStream();
            using (Stream stream = entry.Open())
            {
                stream.CopyTo(content);
            }

            Assert.All(forms, form => Assert.True(content.ToArray().AsSpan().IndexOf(form) < 0, entry.FullName));
        });
    }

    private static XElement Metadata(ZipArchive package, string id)
    {
        using Stream stream = package.GetEntry($"{id}.nuspec")!.Open();
        return XDocument.Load(stream).Root!.Elements().Single();
    }

    private static string Value(XElement metadata, string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
}
