using System.ComponentModel;
using System.Diagnostics;
using CrackLab.Engine.Onnx;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Onnx;

/// <summary>Holds our files against ONNX's own checker, from Debian's python3-onnx.</summary>
public sealed class OnnxCheckerTests
{
    private const string System = "/usr/bin/python3";

    [Fact]
    public void Checker_EveryModel_IsContentAndInfersOurShapes()
    {
        SkipWithoutChecker();
        using var folder = new TemporaryFolder();
        List<string> files = [];
        List<string> expected = [];
        foreach (string name in OnnxModels.Names.Select(row => row.Data))
        {
            Sequential model = OnnxModels.Make(name);
            foreach (bool anySize in (ReadOnlySpan<bool>)[false, true])
            {
                if (!anySize || !(model.InputShape.IsFlat || name == "planes"))
                {
                    files.Add(folder.File($"{name}-{anySize}.onnx"));
                    OnnxSummary summary = OnnxFile.Export(model, files[^1], anySize);
                    expected.Add($"{summary.Input} -> {summary.Output}".Replace("uint8", "UINT8", StringComparison.Ordinal).Replace("float32", "FLOAT", StringComparison.Ordinal));
                }
            }
        }

        (int exitCode, string output, string errors) = Python([Path.Combine(Repository.Root, "tests", "CrackLab.Engine.Tests", "Onnx", "check_onnx.py"), .. files]);

        Assert.True(exitCode == 0, errors);
        Assert.Equal(expected, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Checker_FileThatPythonWroteAnew_IsImported()
    {
        SkipWithoutChecker();
        using var folder = new TemporaryFolder();
        Sequential model = OnnxModels.Make("crack");
        OnnxFile.Export(model, folder.File("a.onnx"));

        (int exitCode, _, string errors) = Python(["-c", "import onnx, sys; onnx.save(onnx.load(sys.argv[1]), sys.argv[2])", folder.File("a.onnx"), folder.File("b.onnx")]);

        Assert.True(exitCode == 0, errors);
        model.Save(folder.File("before"));
        OnnxFile.Import(folder.File("b.onnx")).Save(folder.File("after"));
        Assert.Equal(File.ReadAllBytes(folder.File("before")), File.ReadAllBytes(folder.File("after")));
    }

    private static void SkipWithoutChecker()
    {
        try
        {
            Assert.SkipWhen(Python(["-c", "import onnx"]).ExitCode != 0, "No Python module onnx: apt install python3-onnx, to hold ONNX files against ONNX's checker.");
        }
        catch (Win32Exception)
        {
            Assert.Skip("No python3 on the PATH: ONNX files are not held against ONNX's checker.");
        }
    }

    private static (int ExitCode, string Output, string Errors) Python(IEnumerable<string> arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(File.Exists(System) ? System : "python3", ["-B", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}
