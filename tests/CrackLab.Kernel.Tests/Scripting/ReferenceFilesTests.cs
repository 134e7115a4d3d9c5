using CrackLab.Kernel.Formatting;

namespace CrackLab.Kernel.Tests.Scripting;

public sealed class ReferenceFilesTests : IDisposable
{
    private readonly SessionFixture _cells = new();
    private readonly BuiltLibrary _library = new();

    public void Dispose()
    {
        _cells.Dispose();
        _library.Dispose();
    }

    [Fact]
    public void Reference_File_BringsWhatItNeedsAndItsDocumentation()
    {
        string inner = _library.Build(_library.Name + "Inner", "namespace Inner; public class Part { public int Size => 5; }");
        string outer = _library.Build(
            _library.Name,
            """
            namespace Outer;
            /// <summary>Makes parts. Nothing else.</summary>
            public static class Maker { public static Inner.Part Make() => new Inner.Part(); }
            """,
            inner);
        Assert.Equal("5 0", _cells.Value($"#r \"{outer}\"\nusing Outer;\nusing Inner;\nnew Part(); $\"{{Maker.Make().Size}} {{new List<Part>().Count}}\""));
        Assert.Equal("5", _cells.Value("Maker.Make().Size"));
        MimeBundle? told = _cells.Session.Inspect("Maker", 2);
        Assert.Contains("Makes parts. Nothing else.", told!.Data[MimeBundle.PlainText].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere/Missing.dll", "Mend the path")]
    [InlineData("../artifacts/bin/Missing.dll", "Build it first")]
    public void Reference_MissingFile_NamesThePathAndTheRemedy(string name, string remedy)
    {
        string report = _cells.Failure($"#r \"{name}\"\nvar x = 1;");
        Assert.Contains(Path.GetFullPath(name), report, StringComparison.Ordinal);
        Assert.Contains(remedy, report, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', report);
        Assert.Contains("CS0103", _cells.Failure("x"), StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_NotAnAssembly_SaysSo()
    {
        string path = Path.Combine(_library.Folder, "Text.dll");
        File.WriteAllText(path, "text");
        Assert.Contains("BadReference", _cells.Failure($"#r \"{path.Replace('\\', '/')}\""), StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_RebuiltFile_AsksForARestart()
    {
        string path = _library.Build(_library.Name, "public class Part { public int Size => 5; }");
        Assert.Equal("5", _cells.Value($"#r \"{path}\"\nnew Part().Size"));
        Assert.Equal("6", _cells.Value($"#r \"{path}\"\nnew Part().Size + 1"));
        _library.Build(_library.Name, "public class Part { public int Size => 6; }");
        string report = _cells.Failure($"#r \"{path}\"\nnew Part().Size");
        Assert.Contains($"Restart the kernel to load the rebuilt {_library.Name}", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_OfTheFramework_IsThereAlready() =>
        Assert.Equal("1", _cells.Value("#r \"System.Text.Json\"\nSystem.Text.Json.JsonDocument.Parse(\"1\").RootElement.GetInt32()"));

    [Fact]
    public void Load_File_RunsItAndNamesItInErrors()
    {
        string script = Path.Combine(_library.Folder, "helpers.csx").Replace('\\', '/');
        File.WriteAllText(Path.Combine(_library.Folder, "base.csx"), "int Base() => 10;");
        File.WriteAllText(script, "#load \"base.csx\"\nint Helper(int n)\n{\n    if (n < 0) throw new ArgumentException(\"negative\");\n    return n + Base();\n}");
        Assert.Equal("15", _cells.Value($"#load \"{script}\"\nHelper(5)"));
        Assert.Contains("at Helper (helpers.csx, line 4)\n  at cell 2, line 1", _cells.Failure("Helper(-1);"), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MissingFileOrOneThatLoadsItself_SaysSo()
    {
        Assert.Contains(Path.GetFullPath("no.csx"), _cells.Failure("#load \"no.csx\""), StringComparison.Ordinal);
        string script = Path.Combine(_library.Folder, "self.csx").Replace('\\', '/');
        File.WriteAllText(script, $"#load \"{script}\"");
        Assert.Contains("NestedLoad", _cells.Failure($"#load \"{script}\""), StringComparison.Ordinal);
    }

    [Fact]
    public void Directive_InsideAString_IsText() =>
        Assert.Equal("18", _cells.Value("var s = @\"\n#r \"\"x.dll\"\"\n#load \"; s.Length"));
}
