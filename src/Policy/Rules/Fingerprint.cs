using System.Buffers;
using System.Text;

namespace Starface.Policy.Rules;

/// <summary>SHA-256 of texts: for digests, and for choices that have to look random and stay the same for ever.</summary>
internal static class Fingerprint
{
    private const string Digits = "0123456789abcdef";

    /// <summary>The 32 bytes of a text's hash.</summary>
    /// <param name="text">The text; its UTF-8 is hashed.</param>
    public static byte[] From(string text) => Sha256.Hash(Encoding.UTF8.GetBytes(text));

    /// <summary>The first bytes of a text's hash in lower-case hexadecimal.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">How many bytes, 1 to 32.</param>
    public static string Hex(string text, int bytes = 32) => Hex(From(text), bytes);

    /// <summary>The hash of a text in lower-case hexadecimal.</summary>
    /// <param name="text">The text stands at the beginning.</param>
    /// <param name="length">How many characters it has.</param>
    public static string Hex(char[] text, int length)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(length));
        var hash = Sha256.Hash(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, 0, length, bytes, 0)));
        ArrayPool<byte>.Shared.Return(bytes);
        return Hex(hash, hash.Length);
    }

    private static string Hex(byte[] hash, int bytes)
    {
        var hex = new char[bytes * 2];
        for (var i = 0; i < bytes; i++)
        {
            hex[2 * i] = Digits[hash[i] >> 4];
            hex[(2 * i) + 1] = Digits[hash[i] & 0xf];
        }

        return new string(hex);
    }
}
