using CrackLab.Kernel.Scripting;
using Microsoft.CodeAnalysis;

namespace CrackLab.Kernel.Tests.Scripting;

public sealed class GuardedCodeTests : IDisposable
{
    private readonly SessionFixture _cells = new();

    public void Dispose() => _cells.Dispose();

    [Theory]
    [InlineData("int F(int n) => F(n + 1) + 1;\nF(0)")]
    [InlineData("int F(int n)\n{\n    return F(n + 1) + 1;\n}\nF(0)")]
    [InlineData("void F(int n) => F(n + 1);\nF(0);")]
    [InlineData("class C { public int P => P; }\nnew C().P")]
    [InlineData("class C { public int P { get => P; set => P = value; } }\nnew C().P = 1;")]
    [InlineData("class C { public int this[int i] => this[i + 1]; }\nnew C()[0]")]
    [InlineData("class C { public C() { new C(); } }\nnew C()")]
    [InlineData("class C { public static C operator +(C a, C b) => a + b; }\nnew C() + new C()")]
    [InlineData("Func<int, int> f = null; f = n => { return f(n + 1); };\nf(0)")]
    [InlineData("int Outer() { int F(int n) => F(n + 1) + 1; return F(0); }\nOuter()")]
    public void Run_EndlessRecursion_FailsAndKeepsState(string code)
    {
        _cells.Value("int kept = 41;");
        Assert.StartsWith("InsufficientExecutionStackException", _cells.Failure(code), StringComparison.Ordinal);
        Assert.Equal("42", _cells.Value("kept + 1"));
    }

    [Theory]
    [InlineData("int a = 1; ref int R() => ref a; R() = 9; a", "9")]
    [InlineData("int T() => throw new FormatException(); try { T(); } catch (FormatException) { } 1", "1")]
    [InlineData("async Task A() => await Task.Yield(); async Task<int> B() => await Task.FromResult(5); await A(); await B()", "5")]
    [InlineData("async ValueTask A() => await Task.Yield(); async System.Threading.Tasks.Task<int> B() => 6; await A(); await B()", "6")]
    [InlineData("var s = \"\"; if (true) while (false) s += 1; else s += 2;\nfor (int i = 0; i < 2; i++) for (int j = 0; j < 2; j++) s += i + j; // sum\ns", "0112")]
    [InlineData("int k = 0; do k++; while (k < 5);\nagain: k++; if (k < 9) goto again;\nswitch (k) { case 9: goto case 1; case 1: k = 10; break; }\nk", "10")]
    [InlineData("IEnumerable<int> Down(int n) { if (n > 0) { yield return n; foreach (int x in Down(n - 1)) yield return x; } }\nstring.Join(',', Down(3))", "3,2,1")]
    [InlineData("$\"{string.Join(\",\", new[] { 1, 2 }.Select(x => { return x * 2; }))}\"", "2,4")]
    [InlineData("System.Linq.Expressions.Expression<Func<int, int>> e = x => x + 1; e.ToString()", "x => (x + 1)")]
    [InlineData("class C { public int P { get; init; } = 4; public int Q { get => field; set => field = value; } public C() => Q = 3; }\nnew C().P + new C().Q", "7")]
    public void Run_GuardedCode_DoesWhatWasWritten(string code, string expected) => Assert.Equal(expected, _cells.Value(code));

    [Fact]
    public void Of_Code_KeepsItsLines()
    {
        const string code = "int F(int n)\n    => n;\nfor (;;)\n    F(1); // twice\nwhile (true)\n{\n}\n";
        SyntaxTree guarded = GuardedCode.Of(SubmissionChain.Parse(code, ""));
        string[] lines = guarded.ToString().Split('\n');
        Assert.Equal(code.Split('\n').Length, lines.Length);
        Assert.StartsWith("int F(int n)", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("} // twice", lines[3], StringComparison.Ordinal);
        Assert.Equal(3, guarded.ToString().Split("CellGuard.").Length - 1);
    }

    [Fact]
    public void Run_ErrorInALoop_TellsOfTheCodeAsWritten()
    {
        Assert.Contains("cell 1, line 2, column 5: CS0103", _cells.Failure("for (int i = 0; i < 3; i++)\n    Missing();"), StringComparison.Ordinal);
    }
}
