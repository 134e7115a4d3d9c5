using System.Security.Cryptography;
using System.Text;

namespace CrackLab.Kernel.Protocol;

/// <summary>Signs messages with HMAC-SHA256; with an empty key, signatures are empty.</summary>
/// <param name="key">The key that both sides know.</param>
internal sealed class MessageSigner(byte[] key)
{
    /// <summary>The signature in hexadecimal, as its frame has it.</summary>
    /// <param name="frames">Header, parent header, metadata and content.</param>
    public byte[] Sign(params ReadOnlySpan<byte[]> frames)
    {
        if (key.Length == 0)
        {
            return [];
        }

        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (byte[] frame in frames)
        {
            hash.AppendData(frame);
        }

        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Whether a signature is right; takes the same time whatever is wrong with it.</summary>
    /// <param name="signature">The signature's frame.</param>
    /// <param name="frames">Header, parent header, metadata and content.</param>
    public bool IsSigned(ReadOnlySpan<byte> signature, params ReadOnlySpan<byte[]> frames) =>
        key.Length == 0 || CryptographicOperations.FixedTimeEquals(signature, Sign(frames));
}
