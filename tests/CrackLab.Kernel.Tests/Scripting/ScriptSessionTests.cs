using CrackLab.Kernel.Cells;

namespace CrackLab.Kernel.Tests.Scripting;

public sealed class ScriptSessionTests : IDisposable
{
    private readonly SessionFixture _cells = new();

    public void Dispose() => _cells.Dispose();

    [Fact]
    public void Run_SeveralCells_KeepVariablesFunctionsAndTypes()
    {
        Assert.Null(_cells.Value("var x = 20; int Twice(int n) => 2 * n; record Point(int A, int B);"));
        Assert.Equal("42", _cells.Value("Twice(x) + new Point(1, 2).B"));
    }

    [Fact]
    public void Run_Redeclaration_ShadowsTheEarlier()
    {
        _cells.Value("var x = 1; record Point(int A);");
        _cells.Value("var x = \"text\"; record Point(string B);");
        Assert.Equal("text!", _cells.Value("x + new Point(\"!\").B"));
    }

    [Fact]
    public void Run_UsingsAndEmptyCells_CountForLaterCells()
    {
        Assert.Null(_cells.Value("using System.IO;"));
        Assert.Null(_cells.Value(""));
        Assert.Null(_cells.Value("// nothing"));
        Assert.Equal("b.c", _cells.Value("var s = \"a/b.c\"; Path.GetFileName(s)"));
        Assert.Equal("a/b.c", _cells.Value("s"));
    }

    [Fact]
    public void Run_SystemIO_IsNotImported() => Assert.Contains("CS0103", _cells.Failure("Path.GetFileName(\"a\")"), StringComparison.Ordinal);

    [Fact]
    public void Run_Await_GoesOn() => Assert.Equal("3", _cells.Value("await Task.Delay(5); await Task.Yield(); var t = await Task.FromResult(3); t"));

    [Fact]
    public void Run_ResultOfAsyncMethod_DoesNotDeadlock() =>
        Assert.Equal("7", _cells.Value("async Task<int> F() { await Task.Delay(5); await Task.Yield(); return 7; } F().Result"));

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("var z = 1 + 1;", null)]
    [InlineData("Console.Write(1)", null)]
    [InlineData("string s = null; s", "null")]
    [InlineData("return 5;", "5")]
    public void Run_TrailingExpression_IsTheValue(string code, string? expected) => Assert.Equal(expected, _cells.Value(code));

    [Fact]
    public void Run_CompileErrors_NamePlaceAndLineAndChangeNothing()
    {
        _cells.Value("var x = 1;");
        string report = _cells.Failure("var x = 2;\n    nonsense(x);\nint y = \"a\";");
        Assert.Contains("cell 2, line 2, column 5: CS0103", report, StringComparison.Ordinal);
        Assert.Contains("cell 2, line 3, column 9: CS0029", report, StringComparison.Ordinal);
        Assert.Contains("        nonsense(x);\n        ^^^^^^^^", report, StringComparison.Ordinal);
        Assert.Equal("1", _cells.Value("x"));
    }

    [Fact]
    public void Run_Warnings_AreNotShown()
    {
        Assert.Equal("1", _cells.Value("int unused; [Obsolete] int Old() => 1; Old()"));
        Assert.Equal("", _cells.Output.Error);
    }

    [Fact]
    public void Run_Exception_NamesCellAndLineWithoutPlumbing()
    {
        _cells.Value("int Fail(int n)\n{\n    throw new InvalidOperationException($\"bad {n}\", new ArgumentException(\"inner\"));\n}");
        CellResult result = _cells.Run("await Task.Yield();\n\nFail(3);");
        Assert.Equal("InvalidOperationException", result.Error!.Name);
        Assert.Equal("bad 3", result.Error.Value);
        Assert.Equal(
            "InvalidOperationException: bad 3\n  at Fail (cell 1, line 3)\n  at cell 2, line 3\n  caused by ArgumentException: inner",
            SessionFixture.Plain(result.Error));
    }

    [Fact]
    public void Run_ExceptionInLibrary_ShowsItsFrames()
    {
        string report = _cells.Failure("var list = new List<int>();\nlist.Select(i => i).First();");
        Assert.Contains("at System.Linq.Enumerable.First", report, StringComparison.Ordinal);
        Assert.EndsWith("at cell 1, line 2", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AfterException_KeepsWhatWasAssignedAndWhatWasThereBefore()
    {
        _cells.Value("var model = \"good\";");
        _cells.Failure("var other = 5;\nvar model = Fail();\nstring Fail() => throw new Exception(\"no\");");
        Assert.Equal("5 good", _cells.Value("$\"{other} {model}\""));
    }

    [Theory]
    [InlineData("throw new OutOfMemoryException();")]
    [InlineData("Parallel.For(0, 4, _ => throw new OutOfMemoryException());")]
    public void Run_OutOfMemory_LetsGoOfTheCell(string code)
    {
        _cells.Value("var x = 1;");
        CellResult result = _cells.Run("var x = 2; var big = new byte[1000]; " + code);
        Assert.Equal("OutOfMemoryException", result.Error!.Name);
        Assert.Contains("let go", result.Error.Value, StringComparison.Ordinal);
        Assert.Equal("1", _cells.Value("x"));
        Assert.Contains("CS0103", _cells.Failure("big"), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_BackgroundThreadThatPrints_PrintsUnderItsCell()
    {
        _cells.Value("var go = new System.Threading.ManualResetEventSlim(); var t = Task.Run(() => { go.Wait(); Console.Write(\"late\"); });");
        RecordedOutput first = _cells.Output;
        _cells.Value("go.Set(); t.Wait(); Console.Write(\"now\");");
        Assert.Equal("late", first.Out);
        Assert.Equal("now", _cells.Output.Out);
    }

    [Fact]
    public void Run_SameCellAgain_LetsGoOfWhatItShadows()
    {
        _cells.Value("var held = new List<WeakReference>();");
        for (int i = 0; i < 3; i++) _cells.Value("var big = new byte[1000]; held.Add(new WeakReference(big));");
        Assert.Equal("False False True", _cells.Value("GC.Collect(); string.Join(' ', held.Select(one => one.IsAlive))"));
    }

    [Fact]
    public void Run_ShadowedVariableThatAFunctionUses_IsKept()
    {
        _cells.Value("var text = \"first\"; var query = from one in new[] { 1 } select text; string Text() => text; Func<string> lambda = () => text;");
        _cells.Value("var text = \"second\";");
        _cells.Value("var text = \"third\";");
        Assert.Equal("first first first third", _cells.Value("$\"{Text()} {lambda()} {query.First()} {text}\""));
    }
}
