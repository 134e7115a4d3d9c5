using System.ComponentModel;
using System.Diagnostics;

namespace CrackLab.Kernel.Tests.Wire;

/// <summary>The Python that has Jupyter's own tools, which speak to the kernel through the reference transport.</summary>
internal static class Python
{
    private const string System = "/usr/bin/python3";

    private static string FileName => File.Exists(System) ? System : "python3";

    /// <summary>Skips a test where a module is missing.</summary>
    public static void SkipWithout(string module)
    {
        (int exitCode, _) = Run([], "-c", $"import {module}");
        Assert.SkipUnless(exitCode == 0, $"{FileName} has no module {module}.");
    }

    /// <summary>Runs Python to its end and gives exit code and all it printed; -1 where there is no Python.</summary>
    public static (int ExitCode, string Output) Run((string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(FileName, ["-B", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            process.WaitForExit();
            return (process.ExitCode, output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            return (-1, "");
        }
    }
}
