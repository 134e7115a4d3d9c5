namespace CrackLab.Cli.Terminal;

/// <summary>Hands progress on at once, on the thread that reports it.</summary>
/// <remarks><see cref="Progress{T}"/> queues its reports, which can arrive out of order and after the end.</remarks>
/// <param name="report">Takes the reports.</param>
internal sealed class Relay<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
