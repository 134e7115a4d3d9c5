using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Text;
using System.Text.Json.Serialization;

namespace CrackLab.Tracking;

/// <summary>The machine that a run ran on.</summary>
public sealed record MachineRecord
{
    private const int CommitLength = 9;
    private const int BrandLeaf = unchecked((int)0x80000002);

    /// <summary>Name and version of the operating system.</summary>
    public required string Os { get; init; }

    /// <summary>Name of the processor.</summary>
    public required string Cpu { get; init; }

    /// <summary>Processors available to the process.</summary>
    public required int Cores { get; init; }

    /// <summary>The widest vector instructions in use.</summary>
    public required string Isa { get; init; }

    /// <summary>Version of the .NET runtime.</summary>
    [JsonPropertyName("dotnet")]
    public required string DotNet { get; init; }

    /// <summary>Version of this library, with the beginning of its commit where that is known.</summary>
    [JsonPropertyName("cracklab")]
    public required string CrackLab { get; init; }

    /// <summary>Describes the machine this process runs on.</summary>
    public static MachineRecord Current() => new()
    {
        Os = RuntimeInformation.OSDescription.Trim(),
        Cpu = ProcessorName(),
        Cores = Environment.ProcessorCount,
        Isa = VectorInstructions(),
        DotNet = Environment.Version.ToString(),
        CrackLab = LibraryVersion(),
    };

    private static string LibraryVersion()
    {
        Assembly library = typeof(MachineRecord).Assembly;
        string version = library.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        int commit = version.IndexOf('+', StringComparison.Ordinal) + 1;
        return commit == 0 ? version : version[..Math.Min(version.Length, commit + CommitLength)];
    }

    private static string VectorInstructions()
    {
        if (Vector512.IsHardwareAccelerated)
            return "AVX-512";
        if (Vector256.IsHardwareAccelerated)
            return "AVX2";
        if (AdvSimd.IsSupported)
            return "AdvSimd";
        return Vector128.IsHardwareAccelerated ? "128-bit" : "none";
    }

    private static string ProcessorName()
    {
        string architecture = RuntimeInformation.ProcessArchitecture.ToString();
        if (!X86Base.IsSupported)
            return architecture;
        List<byte> name = [];
        for (int leaf = 0; leaf < 3; leaf++)
        {
            (int eax, int ebx, int ecx, int edx) = X86Base.CpuId(BrandLeaf + leaf, 0);
            foreach (int register in (ReadOnlySpan<int>)[eax, ebx, ecx, edx])
                name.AddRange(BitConverter.GetBytes(register));
        }
        string brand = Encoding.ASCII.GetString([.. name]).Trim('\0', ' ');
        return brand.Length > 0 ? brand : architecture;
    }
}
