using CrackLab.Cli.Terminal;

namespace CrackLab.Cli.Tests.Terminal;

public sealed class InterruptionTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50), Late = TimeSpan.FromSeconds(30);

    private readonly StringWriter _messages = new();
    private readonly BlockingExit _exit = new();

    public void Dispose()
    {
        _messages.Dispose();
        _exit.Dispose();
    }

    [Fact]
    public void Ask_VerbThatHangs_EndsTheProcessWithOneLine()
    {
        int abandoned = 0;
        using Interruption interruption = Make();
        interruption.Command = "cracklab predict";
        interruption.Abandon = () => abandoned++;

        interruption.Ask();

        Assert.True(interruption.Token.IsCancellationRequested);
        Assert.Equal(Application.Failed, _exit.Wait(Late));
        Assert.Equal("cracklab predict: stopped before the end, as asked.", _messages.ToString().TrimEnd());
        Assert.Equal(1, abandoned);
    }

    [Fact]
    public void Ask_ServerThatHangs_EndsTheProcessAsDone()
    {
        using Interruption interruption = Make();
        interruption.Kind = StopKind.Serves;

        interruption.Ask();

        Assert.Equal(Application.Done, _exit.Wait(Late));
        Assert.Empty(_messages.ToString());
    }

    [Fact]
    public void Ask_VerbThatSaves_IsWaitedForAndSaysSo()
    {
        using var said = new SignalWriter();
        using var interruption = new Interruption(new CommandOutput(TextWriter.Null, said), _exit.Exit, Soon) { Command = "cracklab train", Kind = StopKind.Saves };

        interruption.Ask();

        Assert.Equal("cracklab train: stopping; what there is so far is being saved. Ctrl-C again ends it at once.", said.Wait(Late));
        interruption.TakeEnd();
        Assert.Null(_exit.Wait(4 * Soon));
    }

    [Fact]
    public void Ask_VerbThatEndsItself_IsLeftAlone()
    {
        foreach (StopKind kind in Enum.GetValues<StopKind>())
        {
            using Interruption interruption = Make();
            interruption.Kind = kind;
            interruption.TakeEnd();

            interruption.Ask();

            Assert.Null(_exit.Wait(4 * Soon));
        }

        Assert.Empty(_messages.ToString());
    }

    [Fact]
    public void TakeEnd_ProcessIsBeingEnded_DoesNotReturn()
    {
        using Interruption interruption = Make();
        interruption.Ask();
        Assert.NotNull(_exit.Wait(Late));

        // A second line or another exit code would come from whoever goes on.
        var verb = new Thread(interruption.TakeEnd) { IsBackground = true };
        verb.Start();
        Assert.False(verb.Join(4 * Soon));
    }

    [Fact]
    public void Ask_BarsWereDrawn_ShowsTheCursorAgain()
    {
        using var interruption = new Interruption(new CommandOutput(TextWriter.Null, _messages, showsProgress: true), _exit.Exit, Soon);

        interruption.Ask();

        Assert.NotNull(_exit.Wait(Late));
        Assert.StartsWith("\e[?25h", _messages.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_VerbThatIsStopped_SaysItOnceAndTakesItsEnd()
    {
        using Interruption interruption = Make(patience: Late);
        interruption.Ask();
        using var results = new StringWriter();
        var context = new VerbContext(new CommandOutput(results, _messages), interruption.Token) { Interruption = interruption };
        string folder = Directory.CreateTempSubdirectory("cracklab-stop-").FullName;

        int code = Application.Run(["data", "sample", "--out", Path.Combine(folder, "out")], context);

        Assert.Equal(Application.Failed, code);
        Assert.Equal("cracklab data sample: stopped before the end, as asked.", _messages.ToString().TrimEnd());
        Assert.Empty(Directory.GetFileSystemEntries(folder));
        Directory.Delete(folder);
    }

    private Interruption Make(TimeSpan? patience = null) => new(new CommandOutput(TextWriter.Null, _messages), _exit.Exit, patience ?? Soon);

    /// <summary>Stands for the end of the process.</summary>
    private sealed class BlockingExit : IDisposable
    {
        private readonly ManualResetEventSlim _called = new();
        private int _code;

        public void Exit(int code)
        {
            _code = code;
            _called.Set();
        }

        public int? Wait(TimeSpan patience) => _called.Wait(patience) ? _code : null;

        public void Dispose() => _called.Dispose();
    }

    /// <summary>Tells when a line was written.</summary>
    private sealed class SignalWriter : StringWriter
    {
        private readonly ManualResetEventSlim _written = new();

        public override void WriteLine(string? value)
        {
            base.Write(value);
            _written.Set();
        }

        public string Wait(TimeSpan patience) => _written.Wait(patience) ? ToString() : "";

        protected override void Dispose(bool disposing)
        {
            _written.Dispose();
            base.Dispose(disposing);
        }
    }
}
