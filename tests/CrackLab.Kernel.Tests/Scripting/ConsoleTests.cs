namespace CrackLab.Kernel.Tests.Scripting;

public sealed class ConsoleTests : IDisposable
{
    private readonly SessionFixture _cells = new();

    public void Dispose() => _cells.Dispose();

    [Fact]
    public void Write_BothStreams_ReachTheirOwn()
    {
        _cells.Value("Console.Write(\"a\"); Console.WriteLine(1.5); Console.Error.WriteLine(\"bad {0}\", 7); Console.WriteLine(new[] { 'x', 'y' }); Console.Write('c');");
        Assert.Equal("a1.5\nxy\nc", _cells.Output.Out.ReplaceLineEndings("\n"));
        Assert.Equal("bad 7\n", _cells.Output.Error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void WriteLine_OneCall_IsOneMessage()
    {
        _cells.Value("Console.WriteLine(\"some text\"); Console.WriteLine(42); Console.WriteLine(\"{0} {1} {2}\", 1, 2, 3);");
        Assert.InRange(_cells.Output.Writes, 3, 5);
    }

    [Fact]
    public void Write_FromThreadsOfTheCell_IsWhole()
    {
        _cells.Value("Parallel.For(0, 200, i => Console.WriteLine(\"line\")); var t = new System.Threading.Thread(() => Console.WriteLine(\"line\")); t.Start(); t.Join();");
        Assert.Equal(201, _cells.Output.Out.Split("line" + Environment.NewLine).Length - 1);
    }

    [Fact]
    public void ReadLine_AsksTheFrontEnd()
    {
        _cells.Value("1");
        using var session = new SessionFixture();
        session.Output.Answers.Enqueue("Ada");
        session.Output.Answers.Enqueue("x");
        var result = session.Session.Run("var name = Console.ReadLine(); var sign = (char)Console.Read(); var rest = Console.ReadLine(); name + sign + rest.Length", 1, session.Output);
        Assert.Equal("Adax0", result.Value!.Data["text/plain"].ToString());
        Assert.Equal(2, session.Output.Events.Count);
    }

    [Fact]
    public void Clear_DoesNoHarm() => Assert.Equal("1", _cells.Value("Console.Clear(); 1"));

    [Fact]
    public void Exception_OnAThreadOfTheCell_IsPrintedAndTheKernelGoesOn()
    {
        _cells.Value("var t = new System.Threading.Thread(() => throw new InvalidOperationException(\"behind\")); t.Start(); t.Join();");
        Assert.True(SpinWait.SpinUntil(() => _cells.Output.Error.Contains("behind", StringComparison.Ordinal), 5000));
        Assert.Contains("lambda (cell 1, line 1)", _cells.Output.Error, StringComparison.Ordinal);
        Assert.Equal("2", _cells.Value("1 + 1"));
    }

    [Fact]
    public void GetInput_WithPrompt_AsksIt()
    {
        using var session = new SessionFixture();
        session.Output.Answers.Enqueue("Ada");
        var result = session.Session.Run("await Kernel.GetPasswordAsync(\"Who?\")", 1, session.Output);
        Assert.Equal("Ada", result.Value!.Data["text/plain"].ToString());
        Assert.Equal(["ask Who? True"], session.Output.Events);
    }
}
