namespace CrackLab.Fuzzing.Running;

/// <summary>Something that reads files or messages of one kind. Each worker has an object of its own.</summary>
internal abstract class FuzzTarget : IDisposable
{
    /// <summary>Its name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Files that inputs are made from, in a fixed order.</summary>
    public abstract IReadOnlyList<FuzzSeed> Seeds { get; }

    /// <summary>The seeds that never showed a defect.</summary>
    public IReadOnlyList<FuzzSeed> SoundSeeds => field ??= [.. Seeds.Where(seed => !seed.IsFinding)];

    /// <summary>Changes that know the format.</summary>
    public abstract IReadOnlyList<Mutation> Mutations { get; }

    /// <summary>Names of the assemblies whose branches guide a guided run.</summary>
    public abstract IReadOnlyList<string> Assemblies { get; }

    /// <summary>Reads the input; throws where it is refused.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="random">Chooses between ways to read it.</param>
    public abstract void Run(byte[] input, FuzzRandom random);

    /// <summary>Holds what was read against another way to read it; called now and then for inputs that were not refused.</summary>
    /// <exception cref="ContradictionException">They differ.</exception>
    public virtual void Compare(byte[] input, FuzzRandom random)
    {
    }

    /// <summary>Bytes that reading the input may allocate.</summary>
    public abstract long AllocationBound(byte[] input);

    /// <summary>Whether an exception is the documented way to refuse an input.</summary>
    public abstract bool IsRefusal(Exception error);

    /// <summary>What is wrong with a refusal, or <see langword="null"/>.</summary>
    public virtual string? Complaint(Exception refusal, byte[] input) => Reasons.Complaint(refusal.Message);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
