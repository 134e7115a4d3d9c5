using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace CrackLab.Cli.Terminal;

/// <summary>Where a verb's output goes: results to stdout, progress and complaints to stderr.</summary>
internal sealed class CommandOutput
{
    private static readonly JsonSerializerOptions JsonLine = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // Many lines that are written in one text go out in one piece.
    private const int BufferLength = 1 << 15;

    private static readonly JsonSerializerOptions JsonDocument = new(JsonLine) { WriteIndented = true, NewLine = "\n" };

    /// <summary>Makes an output.</summary>
    /// <param name="results">Takes results.</param>
    /// <param name="messages">Takes complaints.</param>
    /// <param name="showsProgress">Whether <paramref name="messages"/> is a terminal that progress can be drawn on.</param>
    /// <param name="sharesTerminal">Whether results appear on that same terminal.</param>
    public CommandOutput(TextWriter results, TextWriter messages, bool showsProgress = false, bool sharesTerminal = false)
    {
        Results = results;
        Messages = messages;
        ShowsProgress = showsProgress;
        SharesTerminal = sharesTerminal;
    }

    /// <summary>Results: text or JSON, nothing else.</summary>
    public TextWriter Results { get; }

    /// <summary>Everything that is no result.</summary>
    public TextWriter Messages { get; }

    /// <summary>Whether progress is drawn.</summary>
    public bool ShowsProgress { get; }

    /// <summary>Whether results and progress appear on one terminal.</summary>
    public bool SharesTerminal { get; }

    /// <summary>The output of this process, in UTF-8.</summary>
    public static CommandOutput OfProcess()
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var results = new StreamWriter(new ResultStream(OpenResults()), Console.OutputEncoding, BufferLength) { AutoFlush = true };
        return new CommandOutput(results, Console.Error, !Console.IsErrorRedirected, !Console.IsOutputRedirected);
    }

    /// <summary>Writes a line of results; names in it that hold other lines or control codes are made harmless.</summary>
    public void WriteLine(string text = "") => Results.WriteLine(TerminalText.Line(text));

    /// <summary>Writes lines of results; what names in them could steer a terminal with is shown as U+FFFD.</summary>
    public void WriteText(string text) => Results.WriteLine(TerminalText.Lines(text));

    /// <summary>Writes an object as indented JSON with camelCase names.</summary>
    public void WriteJson<T>(T value) => Results.WriteLine(JsonSerializer.Serialize(value, JsonDocument));

    /// <summary>Gives an object as one line of JSON with camelCase names.</summary>
    public static string ToJsonLine<T>(T value) => JsonSerializer.Serialize(value, JsonLine);

    /// <summary>Writes a line that is no result.</summary>
    public void Complain(string line) => Messages.WriteLine(TerminalText.Lines(line));

    /// <summary>Does some work while its progress is drawn, where there is a terminal to draw on.</summary>
    /// <param name="work">The work; adds tasks to what it is given.</param>
    /// <returns>What the work returns.</returns>
    public T WithProgress<T>(Func<ProgressDisplay, T> work) => ProgressDisplay.Run(this, work);

    // The console's own stream swallows the error of a pipe that nobody reads any more, and work would go on for nothing.
    private static Stream OpenResults()
    {
        if (!OperatingSystem.IsWindows() && Console.IsOutputRedirected)
        {
            var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            if (!pipe.CanSeek)
            {
                return pipe;
            }
        }

        return Console.OpenStandardOutput();
    }
}
