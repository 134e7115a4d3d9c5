using System.IO.MemoryMappedFiles;

namespace CrackLab.Fuzzing.Running;

/// <summary>Which input each worker is at, in memory that a file keeps when the process dies.</summary>
internal sealed class Standing : IDisposable
{
    private const long Nothing = -1;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    /// <summary>Begins with no worker at any input.</summary>
    /// <param name="workers">Number of workers.</param>
    /// <param name="path">The file, or <see langword="null"/> for none.</param>
    public Standing(int workers, string? path)
    {
        Workers = workers;
        long length = workers * sizeof(long);
        _file = path is null ? MemoryMappedFile.CreateNew(null, length) : MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, length);
        _view = _file.CreateViewAccessor(0, length);
        for (int worker = 0; worker < workers; worker++) Leave(worker);
    }

    /// <summary>Number of workers.</summary>
    public int Workers { get; }

    /// <summary>The input that a worker is at; negative for none.</summary>
    public long this[int worker] => _view.ReadInt64(worker * sizeof(long));

    /// <summary>Numbers that a process was at when it died.</summary>
    public static IReadOnlyList<long> Read(string path)
    {
        byte[] bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        return [.. Enumerable.Range(0, bytes.Length / sizeof(long)).Select(i => BitConverter.ToInt64(bytes, i * sizeof(long))).Where(number => number >= 0)];
    }

    /// <summary>A worker begins an input.</summary>
    public void Enter(int worker, long number) => _view.Write(worker * sizeof(long), number);

    /// <summary>A worker is done.</summary>
    public void Leave(int worker) => _view.Write(worker * sizeof(long), Nothing);

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
