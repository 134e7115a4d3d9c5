namespace CrackLab.Benchmarks.Workers;

/// <summary>One work, ready to be done again and again.</summary>
internal interface IWorkload
{
    /// <summary>Does a little of it and gives the results, to be compared with a peer's.</summary>
    float[] Check();

    /// <summary>Does one round of it.</summary>
    /// <returns>How many pictures that were.</returns>
    int Run();
}
