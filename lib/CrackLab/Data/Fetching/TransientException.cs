namespace CrackLab.Data.Fetching;

/// <summary>An attempt broke off, but another one may do better.</summary>
/// <param name="message">What came.</param>
/// <param name="retryAfter">How long the server asks to wait; <see langword="null"/> where it does not.</param>
/// <param name="inner">The cause.</param>
internal sealed class TransientException(string message, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
