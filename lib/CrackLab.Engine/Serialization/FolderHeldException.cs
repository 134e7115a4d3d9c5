namespace CrackLab.Engine.Serialization;

/// <summary>Another process is at work in a folder.</summary>
/// <param name="message">Which, and how to mend it.</param>
public sealed class FolderHeldException(string message) : IOException(message);
