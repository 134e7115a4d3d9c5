using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrackLab.Evaluation;

namespace CrackLab.Tests;

/// <summary>Keeps the house as docs/ARCHITECTURE.md draws it: data flows one way, a room knows only those above it.</summary>
public sealed class ArchitectureTests
{
    private const int MostLines = 400;

    private static readonly string[] Rooms =
        ["Data", "Training", "Tracking", "Evaluation", "Prediction", "Explanation", "Mapping", "Display", "Experiments", "Sweeps"];

    private static readonly Dictionary<string, string[]> References = new(StringComparer.Ordinal)
    {
        ["CrackLab.Imaging"] = [],
        ["CrackLab.Engine"] = [],
        ["CrackLab"] = ["CrackLab.Engine", "CrackLab.Imaging"],
        ["CrackLab.Kernel"] = [],
        ["CrackLab.TorchSharp"] = ["CrackLab.Engine"],
        ["CrackLab.Web"] = ["CrackLab"],
        ["CrackLab.Cli"] = ["CrackLab", "CrackLab.Kernel", "CrackLab.Web"],
    };

    private static readonly Dictionary<string, string[]> Packages = new(StringComparer.Ordinal)
    {
        ["CrackLab.Imaging"] = [],
        ["CrackLab.Engine"] = ["Google.Protobuf", "Grpc.Tools"],
        ["CrackLab"] = ["CsvHelper", "Google.Protobuf", "Grpc.Tools", "Microsoft.Data.Sqlite"],
        ["CrackLab.Kernel"] = ["Markdig", "Microsoft.CodeAnalysis.CSharp"],
        ["CrackLab.Web"] = [],
        ["CrackLab.Cli"] = ["Spectre.Console", "System.CommandLine"],
        ["CrackLab.TorchSharp"] =
            ["TorchSharp", "TorchSharp-cuda-linux", "TorchSharp-cuda-windows", "libtorch-cpu-linux-x64", "libtorch-cpu-osx-arm64", "libtorch-cpu-win-x64"],
    };

    private static readonly Regex RoomName = new(
        @"\bCrackLab\.(Data|Training|Tracking|Evaluation|Prediction|Explanation|Mapping|Display|Experiments|Sweeps)\b",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(5));

    private static readonly Regex NamespaceLine = new(
        @"^namespace (?<name>[\w.]+);",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(5));

    private static readonly string Root = Repository.Root;

    [Fact]
    public void Rooms_Sources_NameOnlyRoomsBefore()
    {
        List<string> faults = [];
        foreach (string file in Sources("lib/CrackLab"))
        {
            string[] parts = Relative(file).Split('/');
            int room = RoomOf(string.Join('.', parts[1..^1]));
            foreach (Match match in RoomName.Matches(File.ReadAllText(file)))
            {
                if (RoomOf(match.Value) > room)
                    faults.Add($"{Relative(file)} knows {match.Value}");
            }
        }
        Assert.Empty(faults);
    }

    [Fact]
    public void Rooms_Types_UseOnlyRoomsBefore()
    {
        IEnumerable<string> faults =
            from type in typeof(Evaluator).Assembly.GetTypes()
            from used in Used(type)
            where RoomOf(used.Namespace) > RoomOf(type.Namespace)
            select $"{type} uses {used}";

        Assert.Empty(faults.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void Rooms_Sources_LieInAKnownRoom()
    {
        IEnumerable<string> unknown = Sources("lib/CrackLab")
            .Select(Relative)
            .Where(file => !Rooms.Contains(file.Split('/')[2], StringComparer.Ordinal));

        Assert.Empty(unknown);
    }

    [Fact]
    public void Projects_References_PointUpwardsOnly()
    {
        foreach (string project in Projects("lib"))
        {
            string name = Path.GetFileNameWithoutExtension(project);
            IEnumerable<string> references = XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')))
                .Order(StringComparer.Ordinal);

            Assert.True(References.ContainsKey(name), $"{name}: expected a project with a place in the house. Add it to the list.");
            Assert.Equal(References[name], references, StringComparer.Ordinal);
        }
    }

    [Fact]
    public void Projects_Packages_AreThoseWithAReason()
    {
        string reasons = File.ReadAllText(Path.Combine(Root, "docs", "adr", "0001-sdk-alone.md"));
        foreach (string project in Projects("lib"))
        {
            string name = Path.GetFileNameWithoutExtension(project);
            string[] packages = [.. XDocument.Load(project).Descendants("PackageReference")
                .Select(package => (string)package.Attribute("Include")!).Order(StringComparer.Ordinal)];

            Assert.Equal(Packages[name], packages, StringComparer.Ordinal);
            Assert.All(packages, package => Assert.Contains($"| {package} |", reasons, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Engine_Protobuf_IsForOnnxAlone()
    {
        IEnumerable<string> others = Sources("lib/CrackLab.Engine")
            .Where(file => File.ReadAllText(file).Contains("Google.Protobuf", StringComparison.Ordinal))
            .Select(Relative)
            .Where(file => !file.StartsWith("lib/CrackLab.Engine/Onnx/", StringComparison.Ordinal));

        Assert.Empty(others);
    }

    [Fact]
    public void Projects_Unsafe_IsForTheEngineAlone()
    {
        IEnumerable<string> allowing = Projects("lib")
            .Append(Path.Combine(Root, "Directory.Build.props"))
            .Where(file => XDocument.Load(file).Descendants("AllowUnsafeBlocks").Any())
            .Select(Relative);

        Assert.Equal(["lib/CrackLab.Engine/CrackLab.Engine.csproj"], allowing, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("lib")]
    [InlineData("tests")]
    public void Sources_Folder_IsTheNamespace(string part)
    {
        List<string> faults = [];
        foreach (string file in Sources(part))
        {
            string expected = Path.GetDirectoryName(Relative(file))!.Replace('\\', '/')[(part.Length + 1)..].Replace('/', '.');
            Match match = NamespaceLine.Match(File.ReadAllText(file));
            bool isEntryPoint = !match.Success && string.Equals(Path.GetFileName(file), "Program.cs", StringComparison.Ordinal);
            if (!isEntryPoint && !string.Equals(match.Groups["name"].Value, expected, StringComparison.Ordinal))
                faults.Add($"{Relative(file)}: expected namespace {expected}, received '{match.Groups["name"].Value}'");
        }
        Assert.Empty(faults);
    }

    [Fact]
    public void Sources_Length_StaysReadable()
    {
        IEnumerable<string> tooLong = Sources("lib")
            .Select(file => (Name: Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > MostLines)
            .Select(file => $"{file.Name}: {file.Lines} lines");

        Assert.Empty(tooLong);
    }

    /// <summary>Place of a namespace in the order of rooms; -1 where it belongs to none.</summary>
    private static int RoomOf(string? name) =>
        name?.Split('.') is ["CrackLab", var room, ..] ? Array.IndexOf(Rooms, room) : -1;

    private static IEnumerable<Type> Used(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
            | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<Type?> direct =
        [
            type.BaseType,
            .. type.GetInterfaces(),
            .. type.GetFields(All).Select(field => field.FieldType),
            .. type.GetConstructors(All).SelectMany(maker => maker.GetParameters()).Select(parameter => parameter.ParameterType),
            .. type.GetMethods(All).SelectMany(method => method.GetParameters().Append(method.ReturnParameter))
                .Select(parameter => parameter.ParameterType),
        ];
        return direct.OfType<Type>().SelectMany(Parts);
    }

    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
            return Parts(type.GetElementType()!);
        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : [type];
    }

    private static IEnumerable<string> Projects(string part) =>
        Directory.EnumerateFiles(Path.Combine(Root, part), "*.csproj", SearchOption.AllDirectories);

    private static IEnumerable<string> Sources(string part) =>
        Directory.EnumerateFiles(Path.Combine(Root, part), "*.cs", SearchOption.AllDirectories);

    private static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');
}
