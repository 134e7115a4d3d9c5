using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills;

/// <summary>Something that is killed at any moment, and what must hold then.</summary>
/// <param name="place">Data and a model.</param>
internal abstract class Scenario(Workplace place)
{
    /// <summary>What is killed.</summary>
    public abstract string Name { get; }

    /// <summary>How many moments it gets beside the others.</summary>
    public virtual int Weight => 4;

    /// <summary>Until which part of its running time it is killed.</summary>
    public virtual double Until => 1;

    /// <summary>Why it cannot be tried here, or <see langword="null"/>.</summary>
    public virtual string? Missing => null;

    /// <summary>Data and a model.</summary>
    protected Workplace Place { get; } = place;

    /// <summary>Makes ready what the command finds.</summary>
    /// <param name="folder">A new folder.</param>
    public virtual void Prepare(string folder)
    {
    }

    /// <summary>What starts the command.</summary>
    public virtual Cracklab Command(string folder) => Place.Plain;

    /// <summary>The command line that is killed.</summary>
    public abstract IReadOnlyList<string> Arguments(string folder);

    /// <summary>The command line that goes on after a kill.</summary>
    public virtual IReadOnlyList<string> Again(string folder) => Arguments(folder);

    /// <summary>Kills the command.</summary>
    /// <returns>Whether it was at work.</returns>
    public virtual bool Kill(string folder, KillPoint point) => Command(folder).Kill(point, Arguments(folder));

    /// <summary>Requires that what is on the disk after a kill is whole.</summary>
    public abstract void RequireWhole(string folder);

    /// <summary>Whether what there is after a kill is the whole result already, so that nothing is to be done again.</summary>
    public virtual bool IsDone(string folder) => false;

    /// <summary>What there is at the end, equal for equal results.</summary>
    public abstract IReadOnlyDictionary<string, string> Result(string folder);

    /// <summary>What must hold besides at the end, such as that all of it can be undone.</summary>
    public virtual void RequireAtEnd(string folder)
    {
    }

    /// <summary>Removes what lies outside the folder.</summary>
    public virtual void CleanUp(string folder)
    {
    }
}
