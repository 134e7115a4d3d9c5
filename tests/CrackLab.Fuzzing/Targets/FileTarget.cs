using CrackLab.Fuzzing.Running;

namespace CrackLab.Fuzzing.Targets;

/// <summary>Something that reads a file by its path and refuses it with <see cref="InvalidDataException"/>.</summary>
internal abstract class FileTarget : FuzzTarget
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cracklab-fuzzing-").FullName;

    /// <summary>A folder of the target's own.</summary>
    protected string Folder => _folder;

    /// <summary>Reads a file.</summary>
    protected abstract void Read(string path, FuzzRandom random);

    /// <summary>The file's name.</summary>
    protected abstract string FileName { get; }

    /// <inheritdoc/>
    public override void Run(byte[] input, FuzzRandom random)
    {
        string path = Path.Combine(_folder, FileName);
        File.WriteAllBytes(path, input);
        Read(path, random);
    }

    /// <inheritdoc/>
    public override bool IsRefusal(Exception error) => error is InvalidDataException;

    /// <inheritdoc/>
    public override string? Complaint(Exception refusal, byte[] input) => refusal.Message.Contains(FileName, StringComparison.Ordinal)
        ? base.Complaint(refusal, input)
        : $"a refusal that does not name the file: {refusal.Message}";

    /// <inheritdoc/>
    public override void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        base.Dispose();
    }
}
