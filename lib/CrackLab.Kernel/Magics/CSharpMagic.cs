namespace CrackLab.Kernel.Magics;

/// <summary>Goes back to C# after another language.</summary>
internal sealed class CSharpMagic : IMagic
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } = ["csharp", "c#"];

    /// <inheritdoc/>
    public string Description => "Goes back to C# after another language.";

    /// <inheritdoc/>
    public bool TakesText => false;

    /// <inheritdoc/>
    public void Run(MagicCall call)
    {
    }
}
