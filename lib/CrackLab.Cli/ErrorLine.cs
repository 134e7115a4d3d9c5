using CrackLab.Cli.Terminal;
using CrackLab.Imaging;

namespace CrackLab.Cli;

/// <summary>Turns an exception into the one line that a user sees.</summary>
internal static class ErrorLine
{
    private const string DebugVariable = "CRACKLAB_DEBUG";

    /// <summary>Gives the line, or <see langword="null"/> where nobody reads the output any more.</summary>
    /// <param name="error">What a verb threw.</param>
    /// <param name="cancellation">Tells a stop that the user asked for.</param>
    public static string? Of(Exception error, CancellationToken cancellation)
    {
        Exception cause = error;
        while (cause is AggregateException several)
        {
            cause = several.InnerExceptions[0];
        }

        if (ResultStream.IsBrokenPipe(cause))
        {
            return null;
        }

        string line = cause switch
        {
            OperationCanceledException when cancellation.IsCancellationRequested => Interruption.Line,
            _ when IsExpected(cause) => OneLine(Message(cause)),
            _ => $"{cause.GetType().Name}: {OneLine(cause.Message)} This is a fault in cracklab; set {DebugVariable}=1 to see where.",
        };
        bool debug = string.Equals(Environment.GetEnvironmentVariable(DebugVariable), "1", StringComparison.Ordinal);
        return debug ? $"{line}{Environment.NewLine}{error}" : line;
    }

    private static bool IsExpected(Exception error) => error is CommandException or ArgumentException or IOException
        or InvalidDataException or UnauthorizedAccessException or ImageException or ArithmeticException
        or OperationCanceledException or KeyNotFoundException or NotSupportedException;

    /// <summary>An exception's message without the name of the parameter that .NET adds.</summary>
    public static string Message(Exception error)
    {
        string suffix = error is ArgumentException { ParamName: { Length: > 0 } name } ? $" (Parameter '{name}')" : "";
        return suffix.Length > 0 ? error.Message.Replace(suffix, "", StringComparison.Ordinal) : error.Message;
    }

    private static string OneLine(string text)
    {
        string line = string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return TerminalText.Line(line);
    }
}
