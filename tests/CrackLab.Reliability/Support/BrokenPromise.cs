namespace CrackLab.Reliability.Support;

/// <summary>The command did not do what it promises.</summary>
/// <param name="message">What was expected and what came.</param>
internal sealed class BrokenPromise(string message) : Exception(message)
{
    /// <summary>Throws unless a promise is kept.</summary>
    public static void Unless(bool kept, string message)
    {
        if (!kept)
        {
            throw new BrokenPromise(message);
        }
    }
}
