using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Starface.Probes.Clients;

namespace Starface.Probes.Tests;

/// <summary>Keys and signatures of a chain, each of them weak once. Servers with them are in the tests of the doctor's world.</summary>
public sealed class CertificateStrengthTests : IDisposable
{
    private const int Strong = 2048;
    private readonly List<IDisposable> _made = [];

    public void Dispose()
    {
        foreach (var made in _made) made.Dispose();
    }

    [Theory]
    [InlineData("", null, false)]
    [InlineData("RSA 2048", null, false)]
    [InlineData("RSA 2040", "a key of RSA 2040", false)]
    [InlineData("RSA 1024", "a key of RSA 1024", false)]
    [InlineData("RSA 1016", "a key of RSA 1016", true)]
    [InlineData("RSA 512", "a key of RSA 512", true)]
    [InlineData("SHA1", "a signature by SHA-1", false)]
    [InlineData("MD5", "a signature by MD5", true)]
    [InlineData("issuer RSA 1024", "a key of RSA 1024", false)]
    [InlineData("issuer RSA 768", "a key of RSA 768", true)]
    [InlineData("issuer SHA1", "a signature by SHA-1", false)]
    [InlineData("issuer MD5", "a signature by MD5", true)]
    [InlineData("root SHA1", null, false)]
    [InlineData("root RSA 1024", "a key of RSA 1024", false)]
    public void The_weakest_key_or_signature_of_a_chain_is_found(string weakness, string? found, bool isBroken)
    {
        var root = Make("root", weakness, null);
        var issuer = Make("issuer", weakness, root);
        var server = Make("", weakness, issuer);
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root.Certificate);
        chain.ChainPolicy.ExtraStore.Add(issuer.Certificate);
        chain.Build(server.Certificate);
        Assert.Equal(3, chain.ChainElements.Count);

        Assert.Equal(new CertificateStrength(found, isBroken), CertificateStrength.Find(server.Certificate, chain));
    }

    [Theory]
    [InlineData("1.2.840.10045.3.1.7", null)]
    [InlineData("1.3.132.0.33", null)]
    [InlineData("1.2.840.10045.3.1.1", "a key of EC 192")]
    public void Curves_are_as_strong_as_they_are_long(string curve, string? found)
    {
        using var key = ECDsa.Create(ECCurve.CreateFromValue(curve));
        using var certificate = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));

        Assert.Equal(new CertificateStrength(found, IsBroken: false), CertificateStrength.Find(certificate, chain: null));
    }

    /// <summary>A certificate that an issuer signs, or that signs itself, with a weak key or signature where that is asked for.</summary>
    private (X509Certificate2 Certificate, RSA Key) Make(
        string place, string weakness, (X509Certificate2 Certificate, RSA Key)? issuer)
    {
        var weak = weakness.StartsWith(place, StringComparison.Ordinal) ? weakness[place.Length..].Trim() : "";
        var isShort = weak.StartsWith("RSA ", StringComparison.Ordinal);
        var key = RSA.Create(isShort ? int.Parse(weak[4..], CultureInfo.InvariantCulture) : Strong);
        var request = new CertificateRequest($"CN={place} server", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(place.Length > 0, false, 0, true));
        var certificate = request.Create(
            issuer?.Certificate.SubjectName ?? request.SubjectName,
            new Signature(issuer?.Key ?? key, weak is "SHA1" or "MD5" ? weak : "SHA256"),
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1),
            [1, 2, 3]);
        _made.AddRange([certificate, key]);
        return (certificate, key);
    }

    /// <summary>Signs with hashes that the library does not sign with any more.</summary>
    private sealed class Signature(RSA key, string hash) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
            [0x30, 13, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 13, 1, 1, (byte)(hash == "MD5" ? 4 : hash == "SHA1" ? 5 : 11), 5, 0];

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
            key.SignData(data, new HashAlgorithmName(hash), RSASignaturePadding.Pkcs1);

        protected override PublicKey BuildPublicKey() => PublicKey.CreateFromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo(), out _);
    }
}
