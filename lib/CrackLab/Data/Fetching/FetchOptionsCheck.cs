namespace CrackLab.Data.Fetching;

/// <summary>Says what is wrong with options before anything is done.</summary>
internal static class FetchOptionsCheck
{
    private const int Sha256Digits = 64;

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static void Check(FetchOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Attempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Patience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RetryDelay, TimeSpan.Zero);
        if (options.Sha256 is { } digest && !IsSha256(digest))
        {
            throw new ArgumentException(
                $"Fetching: expected a SHA-256 of {Sha256Digits} hexadecimal digits, received '{digest}'. Copy it whole.", nameof(options));
        }

        foreach (Uri address in options.Addresses)
        {
            if (!IsWebAddress(address))
            {
                throw new ArgumentException(
                    $"Fetching: expected an address that begins with http:// or https://, received '{address}'. A file on this machine is an archive already downloaded.",
                    nameof(options));
            }
        }
    }

    private static bool IsSha256(string text) => text.Length == Sha256Digits && text.All(char.IsAsciiHexDigit);

    private static bool IsWebAddress(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}
