using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Starface.Probes.Clients;

/// <summary>Whether the keys and signatures of a chain of certificates are strong: libraries let some pass that others refuse.</summary>
/// <param name="Weakness">What is weak, in words that follow "with", or null.</param>
/// <param name="IsBroken">Whether strangers can forge it, so that the certificate shows nothing.</param>
internal readonly record struct CertificateStrength(string? Weakness, bool IsBroken)
{
    /// <summary>What TLS libraries of today demand by default: 112 bits of security.</summary>
    private const int SmallestRsa = 2048;

    private const int SmallestCurve = 224;

    /// <summary>Below it keys were computed by strangers.</summary>
    private const int SmallestUnbrokenRsa = 1024;

    private const string Dsa = "1.2.840.10040.4.1";
    private const string Sha1 = "SHA-1";

    /// <summary>The signatures with a hash of which collisions are known, by the hash.</summary>
    private static readonly Dictionary<string, string> WeakSignatures = new(StringComparer.Ordinal)
    {
        ["1.2.840.113549.1.1.2"] = "MD2",
        ["1.2.840.113549.1.1.3"] = "MD4",
        ["1.2.840.113549.1.1.4"] = "MD5",
        ["1.2.840.113549.1.1.5"] = Sha1,
        ["1.3.14.3.2.29"] = Sha1,
        ["1.2.840.10045.4.1"] = Sha1,
        ["1.2.840.10040.4.3"] = Sha1,
    };

    /// <summary>The weakest part of a chain.</summary>
    /// <param name="certificate">The server's certificate.</param>
    /// <param name="chain">The certificates from it to the authority, as far as they are known, or null.</param>
    public static CertificateStrength Find(X509Certificate2 certificate, X509Chain? chain)
    {
        var issuers = (chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>()).Skip(1).Select(element => element.Certificate);
        return issuers.Prepend(certificate)
            .SelectMany(Weaknesses)
            .OrderByDescending(weakness => weakness.IsBroken)
            .FirstOrDefault();
    }

    private static IEnumerable<CertificateStrength> Weaknesses(X509Certificate2 certificate)
    {
        if (SizeOf(certificate) is var (name, size, smallest) && size < smallest)
            yield return new(FormattableString.Invariant($"a key of {name} {size}"), name == "RSA" && size < SmallestUnbrokenRsa);
        else if (certificate.PublicKey.Oid.Value == Dsa)
            yield return new("a key of DSA", IsBroken: false);

        // An authority that signs itself is trusted for its key, and not for its signature.
        if (certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData)) yield break;
        if (WeakSignatures.TryGetValue(certificate.SignatureAlgorithm.Value ?? "", out var hash))
            yield return new($"a signature by {hash}", hash != Sha1);
    }

    private static (string Name, int Size, int Smallest)? SizeOf(X509Certificate2 certificate)
    {
        try
        {
            using var rsa = certificate.GetRSAPublicKey();
            if (rsa is not null) return ("RSA", rsa.KeySize, SmallestRsa);
            using var curve = certificate.GetECDsaPublicKey();
            return curve is null ? null : ("EC", curve.KeySize, SmallestCurve);
        }
        catch (CryptographicException)
        {
            // A key that this machine cannot read: TLS does not begin with it.
            return null;
        }
    }
}
