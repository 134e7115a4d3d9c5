namespace CrackLab.Cli.Verbs;

/// <summary>How serve is asked to serve.</summary>
/// <param name="Host">Address to listen at, or <see langword="null"/> for this machine alone.</param>
/// <param name="Port">Port; 0 for a free one.</param>
/// <param name="MaxFileBytes">Most bytes of a photo.</param>
/// <param name="Window">Side in pixels of the square that the model sees as one picture, or <see langword="null"/> for the model's own.</param>
/// <param name="Class">Class to look for, or <see langword="null"/> for the positive one.</param>
/// <param name="Threads">Threads at work.</param>
/// <param name="Open">Whether a browser is opened.</param>
internal sealed record ServeOptions(string? Host, int Port, int MaxFileBytes, int? Window, string? Class, int Threads, bool Open);
