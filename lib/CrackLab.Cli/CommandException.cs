namespace CrackLab.Cli;

/// <summary>A verb could not do what was asked: one line for the user, exit code 1.</summary>
/// <param name="message">What was expected, what came, and how to mend it.</param>
internal sealed class CommandException(string message) : Exception(message);
