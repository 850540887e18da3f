using System.Security.Cryptography;
using System.Text;

namespace Starface.Probes.Outside.Pairing;

/// <summary>The secret that a listener and a prober share for one run. Everything that they send each other is sealed under it.</summary>
internal sealed class PairingKey
{
    private const int Length = 16;
    private const int GroupLength = 4;
    private readonly byte[] _secret;

    private PairingKey(byte[] secret) => _secret = secret;

    /// <summary>A new key that nobody can guess.</summary>
    public static PairingKey Create() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Reads a key as <see cref="Describe"/> writes it; null for other texts, such as a word that a person chose.</summary>
    /// <param name="text">The text; white space around it and the hyphens in it do not matter.</param>
    public static PairingKey? Parse(string text)
    {
        var digits = text.Trim().Replace("-", "", StringComparison.Ordinal);
        return digits.Length == 2 * Length && digits.All(char.IsAsciiHexDigit) ? new(Convert.FromHexString(digits)) : null;
    }

    /// <summary>The key as people copy it: 32 hexadecimal digits in groups of four.</summary>
    public string Describe()
    {
        var digits = Convert.ToHexStringLower(_secret);
        return string.Join('-', digits.Chunk(GroupLength).Select(group => new string(group)));
    }

    /// <summary>The seal for one purpose. What is sealed for one cannot be used for another.</summary>
    /// <param name="purpose">The purpose.</param>
    /// <param name="salt">What is different in each conversation; empty for what is not part of one.</param>
    public Seal SealFor(string purpose, params byte[] salt) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, Seal.Length, salt, Encoding.ASCII.GetBytes(purpose)));
}
