using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace CrackLab.Prediction;

/// <summary>A set of paths that keeps 16 bytes of each, however long they are: the beginning of its SHA-256.</summary>
internal sealed class PathSet
{
    private readonly HashSet<UInt128> _digests = [];

    /// <summary>Paths in the set.</summary>
    public int Count => _digests.Count;

    /// <summary>Adds a path.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(string path) => _digests.Add(Digest(path));

    private static UInt128 Digest(string path)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        // As written in UTF-8, so that a name read back from a file is the same one.
        SHA256.HashData(Encoding.UTF8.GetBytes(path), digest);
        return MemoryMarshal.Read<UInt128>(digest);
    }
}
