using System.Buffers.Binary;

namespace CrackLab.Tracking;

/// <summary>Finds the model file that a user means by naming a model or a run.</summary>
public static class ModelLocator
{
    private const string Ending = ".safetensors";
    private const int LongestHeader = 100_000_000;

    /// <summary>Whether a word is meant for a model and not for photos: it ends in .safetensors, is such a file, or the folder of a run.</summary>
    /// <param name="word">A word of a command line.</param>
    public static bool IsNamed(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) || (word.Length > 0 && (RunFolder.HasBegun(word) || BeginsAsAModel(word)));
    }

    /// <summary>Gives a file as it is, and of a run its finished model, else its best epoch's, else its last one.</summary>
    /// <param name="runOrModelPath">A model file, or the folder of a run.</param>
    /// <returns>Path of a model file.</returns>
    /// <exception cref="FileNotFoundException">There is neither a file nor a folder of that name.</exception>
    /// <exception cref="InvalidDataException">The folder is not that of a run, or its run has saved no model yet.</exception>
    public static string Find(string runOrModelPath)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(runOrModelPath);
        if (File.Exists(runOrModelPath))
        {
            return runOrModelPath;
        }

        if (!Directory.Exists(runOrModelPath))
        {
            throw new FileNotFoundException(
                $"{runOrModelPath}: expected a model file or the folder of a run, received a path that does not exist. Check the spelling.",
                runOrModelPath);
        }

        RunFolder run = RunFolder.Open(runOrModelPath);
        return File.Exists(run.ModelFile) ? run.ModelFile
            : File.Exists(run.BestModel) ? run.BestModel
            : File.Exists(run.LastModel) ? run.LastModel
            : throw new InvalidDataException(
                $"{runOrModelPath}: expected a run with a model in checkpoints/, received one without. Resume the run until an epoch is done.");
    }

    // The length of a header, and the header itself, which is a JSON object.
    private static bool BeginsAsAModel(string path)
    {
        try
        {
            if (!File.Exists(path)) return false;
            Span<byte> head = stackalloc byte[sizeof(ulong) + 1];
            using FileStream file = File.OpenRead(path);

            // What is read from a pipe is gone.
            return file.CanSeek && file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length
                && BinaryPrimitives.ReadUInt64LittleEndian(head) <= LongestHeader && head[^1] == (byte)'{';
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
