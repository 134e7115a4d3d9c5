using System.Runtime.InteropServices;

namespace CrackLab.Cli.Terminal;

/// <summary>Listens to Ctrl-C and SIGTERM: the first asks the verb to end cleanly, the second ends the process at once.</summary>
/// <remarks>
/// The first is answered within a second whatever the verb is at: where it hangs in a call that cannot be given up (a disk that
/// does not answer, a pipe that nobody writes to), a thread of this class ends the process for it. Files appear whole or not
/// at all, so that no moment is a wrong one for that.
/// </remarks>
internal sealed class Interruption : IDisposable
{
    /// <summary>What a verb that was stopped says.</summary>
    public const string Line = "stopped before the end, as asked.";

    private const string ShowCursor = "\e[?25h";
    private const int Open = 0, TakenByVerb = 1, TakenByUs = 2;

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;
    private readonly CommandOutput _output;
    private readonly Action<int> _exit;
    private readonly TimeSpan _patience;
    private int _end;

    /// <summary>Begins to listen.</summary>
    /// <param name="output">Where it is said that the verb was stopped.</param>
    public Interruption(CommandOutput output)
        : this(output, Environment.Exit, TimeSpan.FromMilliseconds(800)) => _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        ];

    /// <summary>Makes one that hears no signal.</summary>
    /// <param name="output">Where it is said that the verb was stopped.</param>
    /// <param name="exit">Ends the process.</param>
    /// <param name="patience">How long a verb may take to end by itself.</param>
    internal Interruption(CommandOutput output, Action<int> exit, TimeSpan patience) =>
        (_output, _exit, _patience, _signals) = (output, exit, patience, []);

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Name of the command, for what is said of it.</summary>
    public string Command { get; set; } = "cracklab";

    /// <summary>What becomes of the verb where it does not end by itself.</summary>
    public StopKind Kind { get; set; }

    /// <summary>Ends what the verb has begun outside this process.</summary>
    public Action Abandon { get; set; } = () => { };

    /// <summary>Says that the verb has ended: from now on nobody ends the process for it. Does not return where somebody has.</summary>
    public void TakeEnd()
    {
        if (Interlocked.CompareExchange(ref _end, TakenByVerb, Open) == TakenByUs)
        {
            Thread.Sleep(Timeout.Infinite);
        }
    }

    /// <summary>Asks the verb to end, and watches that it does.</summary>
    public void Ask()
    {
        // A thread of its own: the pool may be busy with what shall end, and so may whoever is told by the token.
        new Thread(() =>
        {
            Thread.Sleep(_patience);
            AnswerForVerb();
        })
        { IsBackground = true, Name = "CrackLab stop" }.Start();
        _source.Cancel();
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }

        _source.Dispose();
    }

    // Left alone, the second signal does what the system does with it.
    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = !_source.IsCancellationRequested;
        if (context.Cancel)
        {
            Ask();
        }
    }

    private void AnswerForVerb()
    {
        if (Kind == StopKind.Saves)
        {
            if (Volatile.Read(ref _end) == Open)
            {
                _output.Complain($"{Command}: stopping; what there is so far is being saved. Ctrl-C again ends it at once.");
            }

            return;
        }

        if (Interlocked.CompareExchange(ref _end, TakenByUs, Open) != Open)
        {
            return;
        }

        Abandon();
        if (_output.ShowsProgress)
        {
            // The bars have hidden it.
            _output.Messages.Write(ShowCursor);
        }

        if (Kind == StopKind.LeavesNothing)
        {
            _output.Complain($"{Command}: {Line}");
        }

        _exit(Kind == StopKind.Serves ? Application.Done : Application.Failed);
    }
}
