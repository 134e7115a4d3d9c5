namespace CrackLab.Kernel.Transport;

/// <summary>One frame as it came.</summary>
/// <param name="Body">Its bytes.</param>
/// <param name="IsCommand">Whether it is a command; else it is part of a message.</param>
/// <param name="HasMore">Whether more frames of the same message follow.</param>
internal readonly record struct Frame(byte[] Body, bool IsCommand, bool HasMore);
