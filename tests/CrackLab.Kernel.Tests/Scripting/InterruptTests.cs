using System.Diagnostics;
using CrackLab.Kernel.Cells;

namespace CrackLab.Kernel.Tests.Scripting;

public sealed class InterruptTests : IDisposable
{
    private readonly SessionFixture _cells = new();

    public void Dispose() => _cells.Dispose();

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("while (true) { try { while (true) { } } catch { } }")]
    [InlineData("while (true) { try { Thread.Sleep(100); } catch (Exception) { } }")]
    [InlineData("int Next(int i) => i + 1; int sum = 0; foreach (int i in Enumerable.Range(0, int.MaxValue)) { sum += Next(i); }")]
    [InlineData("await Task.Run(() => { while (true) { } });")]
    [InlineData("Parallel.For(0, 8, i => { while (true) { } });")]
    [InlineData("again: goto again;")]
    [InlineData("class Slow { public int Value { get { while (true) { } } } }\nnew Slow()")]
    [InlineData("System.Text.RegularExpressions.Regex.IsMatch(new string('a', 32) + \"!\", \"(a+)+$\")")]
    [InlineData("Thread.Sleep(-1);")]
    [InlineData("new TaskCompletionSource().Task.Wait();")]
    [InlineData("await new TaskCompletionSource().Task;")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("await Task.Yield(); while (true) { }")]
    [InlineData("await Task.Delay(10); while (true) { }")]
    [InlineData("await Task.Delay(10).ConfigureAwait(false); while (true) { }")]
    [InlineData("var o = new object(); lock (o) Monitor.Wait(o);")]
    [InlineData("try { Thread.Sleep(-1); } catch (Exception e) { throw new InvalidOperationException(\"converted\", e); }")]
    [InlineData("Parallel.For(0, 8, _ => Thread.Sleep(3000));")]
    [InlineData("System.Diagnostics.Process.Start(\"sleep\", \"5\").WaitForExit();")]
    [InlineData("Console.ReadLine();")]
    [InlineData("IEnumerable<int> Forever() { for (int i = 0; ; i++) yield return i; }\nForever().Sum(i => (long)i % 3)")]
    [InlineData("var l = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0); l.Start(); l.AcceptTcpClient();")]
    public void Interrupt_RunningCell_StopsWithinASecondAndKeepsState(string code)
    {
        _cells.Value("using System.Threading; var kept = 41;");
        (CellResult result, TimeSpan took) = RunInterrupted(code);
        Assert.Equal(CellStatus.Interrupted, result.Status);
        Assert.Equal("Interrupted", result.Error!.Name);
        Assert.InRange(took.TotalMilliseconds, 0, 1500);
        TestContext.Current.SendDiagnosticMessage($"{took.TotalMilliseconds:0} ms: {code}");
        Assert.Equal("42", _cells.Value("Thread.Sleep(1); kept + 1"));
    }

    [Fact]
    public void Interrupt_CallThatCannotBeStopped_SaysSo()
    {
        _cells.Value("var l = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0); l.Start();");
        (CellResult result, _) = RunInterrupted("l.AcceptTcpClient();");
        Assert.Contains("goes on in the background", result.Error!.Value, StringComparison.Ordinal);
        _cells.Value("l.Stop();");
    }

    [Fact]
    public void Interrupt_BetweenCells_DoesNothing()
    {
        _cells.Value("1");
        _cells.Session.Interrupt();
        Assert.Equal("2", _cells.Value("await Task.Delay(20); 2"));
    }

    [Fact]
    public void Interrupt_CodeThatHeedsTheToken_EndsInGoodOrder()
    {
        const string code = """
            var token = ((Func<System.Threading.CancellationToken>)AppContext.GetData("Notebook.Cancellation"))();
            int rounds = 0;
            while (!token.IsCancellationRequested) { rounds++; System.Threading.Thread.Sleep(5); }
            "stopped"
            """;
        (CellResult result, _) = RunInterrupted(code);
        Assert.Equal(CellStatus.Ok, result.Status);
        Assert.Equal("True", _cells.Value("rounds > 0"));
    }

    private (CellResult Result, TimeSpan Took) RunInterrupted(string code)
    {
        long began = 0;
        using var timer = new Timer(
            _ =>
            {
                began = Stopwatch.GetTimestamp();
                _cells.Session.Interrupt();
            },
            null, _cells.Number == 0 ? 3000 : 500, Timeout.Infinite);
        CellResult result = _cells.Run(code);
        return (result, Stopwatch.GetElapsedTime(began));
    }
}
