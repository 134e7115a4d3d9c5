using System.Reflection;
using System.Runtime.InteropServices;
using CrackLab.Kernel.Protocol;

namespace CrackLab.Kernel.Hosting;

/// <summary>What the kernel says of itself.</summary>
internal static class KernelInfo
{
    private const string LanguageVersion = "14.0";

    /// <summary>Version of this kernel.</summary>
    public static string Version { get; } =
        typeof(KernelInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>Content of kernel_info_reply.</summary>
    public static byte[] Content { get; } = Json.Write(writer =>
    {
        writer.WriteString("status", "ok");
        writer.WriteString("protocol_version", MessageCodec.Version);
        writer.WriteString("implementation", "cracklab-csharp");
        writer.WriteString("implementation_version", Version);
        writer.WriteStartObject("language_info");
        writer.WriteString("name", "C#");
        writer.WriteString("version", LanguageVersion);
        writer.WriteString("mimetype", "text/x-csharp");
        writer.WriteString("file_extension", ".cs");
        writer.WriteString("pygments_lexer", "csharp");
        writer.WriteString("codemirror_mode", "text/x-csharp");
        writer.WriteEndObject();
        writer.WriteString("banner", $"CrackLab {Version}: C# {LanguageVersion} on {RuntimeInformation.FrameworkDescription}");
        writer.WriteBoolean("debugger", false);
        writer.WriteStartArray("help_links");
        writer.WriteStartObject();
        writer.WriteString("text", "C#");
        writer.WriteString("url", "https://learn.microsoft.com/dotnet/csharp/");
        writer.WriteEndObject();
        writer.WriteEndArray();
    });
}
