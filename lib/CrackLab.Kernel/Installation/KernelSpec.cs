using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrackLab.Kernel.Installation;

/// <summary>A kernel.json: what a front end starts, and what it calls it.</summary>
/// <param name="DisplayName">Name in front ends' menus.</param>
/// <param name="Arguments">The command line; one of them is <see cref="ConnectionFile"/>.</param>
internal sealed record KernelSpec(string DisplayName, IReadOnlyList<string> Arguments)
{
    /// <summary>What front ends replace by the connection file's path.</summary>
    public const string ConnectionFile = "{connection_file}";

    /// <summary>Name of the file.</summary>
    public const string FileName = "kernel.json";

    private const string Marker = "cracklab";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The file's text.</summary>
    /// <param name="version">Version of the kernel.</param>
    public string ToJson(string version) => new JsonObject
    {
        ["argv"] = new JsonArray([.. Arguments.Select(argument => (JsonNode)argument)]),
        ["display_name"] = DisplayName,
        ["language"] = "C#",
        ["interrupt_mode"] = "message",
        ["metadata"] = new JsonObject { ["debugger"] = false, [Marker] = new JsonObject { ["version"] = version } },
    }.ToJsonString(Indented) + "\n";

    /// <summary>Reads the kernel.json of a folder.</summary>
    /// <param name="folder">The kernel's folder.</param>
    /// <returns>What it says; <see langword="null"/> where there is none.</returns>
    public static InstalledKernel? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        string name = Path.GetFileName(folder);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            JsonNode? root = JsonNode.Parse(File.ReadAllText(path));
            bool isOurs = root?["metadata"] is JsonObject metadata && metadata.ContainsKey(Marker);
            return new(name, root?["display_name"]?.ToString() ?? name, folder, isOurs);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return new(name, name, folder, IsOurs: false);
        }
    }
}
