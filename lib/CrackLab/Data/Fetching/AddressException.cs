namespace CrackLab.Data.Fetching;

/// <summary>An address does not give the archive; another one may.</summary>
/// <param name="message">What came.</param>
/// <param name="inner">The cause.</param>
internal sealed class AddressException(string message, Exception? inner = null) : Exception(message, inner);
