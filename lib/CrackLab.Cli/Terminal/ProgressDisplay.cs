using Spectre.Console;

namespace CrackLab.Cli.Terminal;

/// <summary>The bars that are drawn while some work is done.</summary>
internal sealed class ProgressDisplay
{
    private readonly CommandOutput _output;
    private readonly IAnsiConsole? _console;
    private readonly ProgressContext? _context;

    private ProgressDisplay(CommandOutput output, IAnsiConsole? console = null, ProgressContext? context = null)
    {
        _output = output;
        _console = console;
        _context = context;
    }

    /// <summary>Adds a bar.</summary>
    /// <param name="description">What is done.</param>
    /// <param name="maximum">Steps it takes.</param>
    public ProgressTask Add(string description, double maximum) =>
        new(_context?.AddTask(Markup.Escape(description), maxValue: maximum));

    /// <summary>Adds a bar for work of which nobody knows yet how many steps it takes.</summary>
    /// <param name="description">What is done.</param>
    public ProgressTask AddUncounted(string description)
    {
        Spectre.Console.ProgressTask? drawn = _context?.AddTask(Markup.Escape(description));
        if (drawn is not null) drawn.IsIndeterminate = true;
        return new ProgressTask(drawn);
    }

    /// <summary>Writes a line of results; on a shared terminal it appears above the bars.</summary>
    /// <param name="text">The line.</param>
    public void WriteLine(string text) => WriteLines([text]);

    /// <summary>Writes lines of results in one piece.</summary>
    /// <param name="lines">The lines.</param>
    public void WriteLines(IEnumerable<string> lines)
    {
        string text = string.Join(Environment.NewLine, lines.Select(TerminalText.Line));
        if (_console is { Profile.Capabilities.Ansi: true } && _output.SharesTerminal)
        {
            // A control code is written as it is; text would be broken at the terminal's width.
            _console.Write(new ControlCode($"{text}{Environment.NewLine}"));
        }
        else
        {
            _output.Results.WriteLine(text);
        }
    }

    internal static T Run<T>(CommandOutput output, Func<ProgressDisplay, T> work) =>
        output.ShowsProgress ? RunDrawn(output, work) : work(new ProgressDisplay(output));

    private static T RunDrawn<T>(CommandOutput output, Func<ProgressDisplay, T> work)
    {
        bool plain = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output.Messages),

            // Spectre asks standard input, which may be a list of photos while somebody watches.
            Interactive = InteractionSupport.Yes,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        return console.Progress()
            .AutoClear(true)
            .HideCompleted(false)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentColumn(), new RemainingTimeColumn(),
                new SuffixColumn())
            .Start(context => work(new ProgressDisplay(output, console, context)));
    }
}
