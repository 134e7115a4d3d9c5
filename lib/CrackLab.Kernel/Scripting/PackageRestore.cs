using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrackLab.Kernel.Formatting;
using CrackLab.Kernel.Installation;
using CrackLab.Kernel.Interactive;

namespace CrackLab.Kernel.Scripting;

/// <summary>Lets the SDK fetch packages: restores a small project in a folder of the user's, one for each set of packages.</summary>
internal static partial class PackageRestore
{
    /// <summary>Fetches packages.</summary>
    /// <param name="versions">Version by id; "*" for the newest.</param>
    /// <param name="sources">Places to look besides those of the SDK's configuration.</param>
    /// <param name="name">What is being fetched, for people.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Path of the project.assets.json.</returns>
    /// <exception cref="CellException">A package can't be had.</exception>
    public static string Run(
        IReadOnlyDictionary<string, string> versions, IReadOnlyList<string> sources, string name, CancellationToken cancellationToken)
    {
        string project = Project(versions, sources);
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)))[..16];
        string home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        string folder = Path.Combine(home.Length > 0 ? home : Path.GetTempPath(), "CrackLab.Kernel", "packages", key);
        string assets = Path.Combine(folder, "obj", "project.assets.json"), done = Path.Combine(folder, "restored");
        bool isFixed = versions.Values.All(version => !version.Contains('*', StringComparison.Ordinal));
        if (isFixed && File.Exists(done) && PackageAssets.AreThere(assets)) return assets;

        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, "Packages.csproj");
        File.WriteAllText(file, project);
        DisplayedValue progress = Functions.display($"Restoring {name} …", MimeBundle.PlainText);
        var clock = Stopwatch.StartNew();
        (int code, string output) = RunSdk(["restore", file, "--nologo", "-v", "quiet", "-tl:off", "-p:RestoreRootConfigDirectory=" + Environment.CurrentDirectory], cancellationToken);
        if (code != 0)
        {
            progress.Update($"{name} could not be restored.");
            throw new CellException("PackageError", Explain(output, name));
        }

        File.WriteAllText(done, "");
        progress.Update(FormattableString.Invariant($"Restored {name} ({clock.Elapsed.TotalSeconds:0.0} s)."));
        return assets;
    }

    private static string Project(IReadOnlyDictionary<string, string> versions, IReadOnlyList<string> sources)
    {
        var properties = new XElement(
            "PropertyGroup",
            new XElement("TargetFramework", $"net{Environment.Version.Major}.0"),
            new XElement("RuntimeIdentifier", RuntimeInformation.RuntimeIdentifier),
            new XElement("SelfContained", "false"),
            new XElement("UseAppHost", "false"),
            new XElement("NuGetAudit", "false"),
            new XElement("ManagePackageVersionsCentrally", "false"),
            new XElement("RestoreAdditionalProjectSources", string.Join(';', sources)));
        IEnumerable<XElement> packages = versions.Select(package =>
            new XElement("PackageReference", new XAttribute("Include", package.Key), new XAttribute("Version", package.Value)));
        var empty = new XElement("PropertyGroup", new XElement("ImportDirectoryBuildProps", "false"), new XElement("ImportDirectoryPackagesProps", "false"));
        return new XElement(
            "Project",
            empty,
            new XElement("Import", new XAttribute("Project", "Sdk.props"), new XAttribute("Sdk", "Microsoft.NET.Sdk")),
            properties,
            new XElement("ItemGroup", packages),
            new XElement("Import", new XAttribute("Project", "Sdk.targets"), new XAttribute("Sdk", "Microsoft.NET.Sdk"))).ToString();
    }

    private static (int Code, string Output) RunSdk(string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(DotnetHost.Find() ?? "dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        try
        {
            using Process process = Process.Start(start) ?? throw new CellException("PackageError", "dotnet restore: expected the SDK's dotnet, found none. Install the .NET SDK.");
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            using CancellationTokenRegistration kill = cancellationToken.Register(() => Kill(process));
            process.WaitForExit();
            cancellationToken.ThrowIfCancellationRequested();
            return (process.ExitCode, output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new CellException("PackageError", "dotnet restore: expected the SDK's dotnet, found none. Install the .NET SDK.");
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    private static string Explain(string output, string name)
    {
        (string Code, string Text)[] errors = [.. Error().Matches(output)
            .Select(match => (match.Groups["code"].Value, match.Groups["text"].Value.Trim())).Distinct()];
        if (errors.Length == 0) return $"#r \"nuget: {name}\": the SDK could not restore it. {output.Trim()}";
        string mend = errors[0].Code switch
        {
            "NU1101" => "Check the spelling, or add a source by #i \"nuget: URL\".",
            "NU1102" or "NU1103" => "Ask for one of the versions that there are, or leave the version out.",
            "NU1301" or "NU1302" or "NU1303" => "Check the network, or add a source by #i \"nuget: FOLDER\".",
            "NU1605" or "NU1107" or "NU1608" => "Ask for versions that fit together, then restart the kernel.",
            "NU1202" => "Ask for a version that supports this runtime.",
            _ => "",
        };
        return $"#r \"nuget: {name}\": {string.Join(" ", errors.Take(3).Select(error => $"{error.Code}: {error.Text}"))} {mend}".TrimEnd();
    }

    [GeneratedRegex(@"error (?<code>\w+): (?<text>.*?)(\s+\[[^\]\n]*\])?\r?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Multiline, 1000)]
    private static partial Regex Error();
}
