using System.Text;

namespace CrackLab.Kernel.Transport;

/// <summary>The 64 bytes by which both ends of a connection begin: signature, version 3.1, mechanism NULL.</summary>
internal static class Greeting
{
    /// <summary>Bytes of a greeting.</summary>
    public const int Length = 64;

    private const int VersionAt = 10;
    private const int MechanismAt = 12;
    private const int MechanismLength = 20;

    /// <summary>Our greeting.</summary>
    public static byte[] Bytes { get; } = Make();

    /// <summary>Checks a peer's greeting, or its first bytes as far as they are there.</summary>
    /// <param name="received">At least one byte.</param>
    /// <exception cref="InvalidDataException">It is not ZMTP 3 with NULL security.</exception>
    public static void Check(ReadOnlySpan<byte> received)
    {
        if (received[0] != 0xFF || (received.Length >= VersionAt && (received[VersionAt - 1] & 1) == 0))
        {
            throw new InvalidDataException("greeting: expected a ZMTP signature, received other bytes.");
        }

        if (received.Length > VersionAt && received[VersionAt] < 3)
        {
            throw new InvalidDataException($"greeting: expected ZMTP 3, received version {received[VersionAt]}.");
        }

        if (received.Length == Length)
        {
            string mechanism = Encoding.ASCII.GetString(received.Slice(MechanismAt, MechanismLength)).TrimEnd('\0');
            if (!string.Equals(mechanism, "NULL", StringComparison.Ordinal))
            {
                throw new InvalidDataException("greeting: expected the mechanism NULL, received another.");
            }
        }
    }

    private static byte[] Make()
    {
        var bytes = new byte[Length];
        bytes[0] = 0xFF;
        bytes[VersionAt - 1] = 0x7F;
        bytes[VersionAt] = 3;
        bytes[VersionAt + 1] = 1;
        Encoding.ASCII.GetBytes("NULL", bytes.AsSpan(MechanismAt));
        return bytes;
    }
}
