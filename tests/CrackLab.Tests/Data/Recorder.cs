namespace CrackLab.Tests.Data;

/// <summary>Keeps what it is told, on the thread that tells it.</summary>
internal sealed class Recorder<T> : IProgress<T>
{
    public List<T> Reports { get; } = [];

    public void Report(T value) => Reports.Add(value);
}
