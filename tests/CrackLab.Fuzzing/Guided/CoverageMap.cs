using System.Numerics;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace CrackLab.Fuzzing.Guided;

/// <summary>Counts of the branches that instrumented code takes, and which of them were ever taken.</summary>
/// <remarks>As AFL has it: a branch is known by a hash of where it leads from and to, and how often counts by powers of two.</remarks>
internal sealed unsafe class CoverageMap
{
    private const int Length = 1 << 16;

    private readonly byte* _counts = (byte*)NativeMemory.AllocZeroed(Length);
    private readonly byte[] _seen = new byte[Length];

    /// <summary>Lets instrumented code count here from now on.</summary>
    public CoverageMap() => Trace.SharedMem = _counts;

    /// <summary>Branches seen so far.</summary>
    public int Branches { get; private set; }

    /// <summary>Begins an input.</summary>
    public void Clear()
    {
        Trace.PrevLocation = 0;
        NativeMemory.Clear(_counts, Length);
    }

    /// <summary>Ends an input.</summary>
    /// <returns>Whether a branch was taken that no input before took, or took so often.</returns>
    public bool Take()
    {
        bool isNew = false;
        var words = new ReadOnlySpan<ulong>(_counts, Length / sizeof(ulong));
        for (int word = 0; word < words.Length; word++)
        {
            if (words[word] == 0) continue;
            for (int i = word * sizeof(ulong); i < (word + 1) * sizeof(ulong); i++)
            {
                if (_counts[i] == 0) continue;
                byte bucket = (byte)(1 << BitOperations.Log2(_counts[i]));
                if ((_seen[i] & bucket) != 0) continue;
                if (_seen[i] == 0) Branches++;
                _seen[i] |= bucket;
                isNew = true;
            }
        }

        return isNew;
    }
}
