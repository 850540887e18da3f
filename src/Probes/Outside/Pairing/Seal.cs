using System.Security.Cryptography;

namespace Starface.Probes.Outside.Pairing;

/// <summary>HMAC-SHA256 under one key: it shows that a message was written by the other one of a pair, and not changed.</summary>
/// <param name="key">The key.</param>
internal sealed class Seal(byte[] key)
{
    /// <summary>The bytes of a seal.</summary>
    public const int Length = HMACSHA256.HashSizeInBytes;

    /// <summary>Seals a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="seal">Receives the seal.</param>
    public void Write(ReadOnlySpan<byte> message, Span<byte> seal) => HMACSHA256.HashData(key, message, seal);

    /// <summary>Whether a message has the right seal. The time that this takes does not depend on where a wrong one differs.</summary>
    /// <param name="message">The message.</param>
    /// <param name="seal">The seal.</param>
    public bool IsOf(ReadOnlySpan<byte> message, ReadOnlySpan<byte> seal)
    {
        Span<byte> right = stackalloc byte[Length];
        Write(message, right);
        return CryptographicOperations.FixedTimeEquals(right, seal);
    }
}
