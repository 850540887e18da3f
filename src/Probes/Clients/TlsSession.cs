using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Starface.Probes.Planning;

namespace Starface.Probes.Clients;

/// <summary>TLS with the machine's own library, and a look at the server's certificate.</summary>
internal static class TlsSession
{
    private const int LongestName = 60;

    /// <summary>Begins TLS in a connection, whose stream is that of TLS afterwards.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="dialog">The connection.</param>
    /// <returns>What the certificate says, and whether TLS has begun.</returns>
    public static async Task<(ProbeOutcome Outcome, bool HasBegun)> BeginAsync(Attempt attempt, TcpDialog dialog)
    {
        ProbeOutcome? judged = null;
        var tls = new SslStream(dialog.Stream, leaveInnerStreamOpen: false);
        dialog.Stream = tls;
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = NameOf(attempt.Probe) ?? "",
                    CertificateChainPolicy = PolicyOf(attempt),
                    RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                    {
                        judged = Judge(attempt, certificate, chain, errors);

                        // No secret follows: the verdict is told, and a server that is something else still says what it is.
                        return true;
                    },
                },
                dialog.Token).ConfigureAwait(false);
        }
        catch (AuthenticationException)
        {
            return (new(ProbeVerdict.OtherAnswer, "TLS did not begin"), false);
        }
        catch (IOException)
        {
            return (new(ProbeVerdict.Refused, "the connection ended before TLS had begun"), false);
        }
        catch (OperationCanceledException) when (dialog.HasTimedOut)
        {
            return (new(ProbeVerdict.Refused, "connected, and TLS did not begin in time"), false);
        }

        return (judged ?? new(ProbeVerdict.OtherAnswer, "the server has no certificate"), true);
    }

    /// <summary>The name that the certificate has to have, or null where only an address is known.</summary>
    private static string? NameOf(Probe probe) => probe.Host is { } host && host[0] != '_' ? host : null;

    /// <summary>Nothing is fetched for a chain: its addresses would be those of an answer.</summary>
    private static X509ChainPolicy PolicyOf(Attempt attempt)
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        if (attempt.Roots is not { } roots) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }

    private static ProbeOutcome Judge(Attempt attempt, X509Certificate? presented, X509Chain? chain, SslPolicyErrors errors)
    {
        if (presented is null) return new(ProbeVerdict.OtherAnswer, "the server has no certificate");
        using var certificate = new X509Certificate2(presented);
        var subject = Name(certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false));
        var issuer = Name(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true));
        var until = DateOnly.FromDateTime(certificate.NotAfter.ToUniversalTime()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var now = attempt.Clock.GetUtcNow().UtcDateTime;
        if (certificate.NotAfter.ToUniversalTime() < now)
            return new(ProbeVerdict.Refused, $"the certificate of {subject} expired on {until}");
        if (certificate.NotBefore.ToUniversalTime() > now)
            return new(ProbeVerdict.Refused, $"the certificate of {subject} is not valid yet; look at the clock of this machine");
        var isNamed = NameOf(attempt.Probe) is not null;
        if (isNamed && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return new(ProbeVerdict.OtherAnswer, $"the certificate is for {subject}, issued by {issuer}");
        var isTrusted = !errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors);
        if (isNamed && !isTrusted)
        {
            var status = chain?.ChainStatus.FirstOrDefault().Status ?? X509ChainStatusFlags.PartialChain;
            return new(ProbeVerdict.OtherAnswer, $"the certificate of {subject}, issued by {issuer}, is not trusted here ({status})");
        }

        var (weakness, isBroken) = CertificateStrength.Find(certificate, chain);
        if (isNamed && isBroken)
            return new(ProbeVerdict.OtherAnswer, $"the certificate of {subject}, issued by {issuer}, can be forged: it has {weakness}");
        var trust = isTrusted ? "" : $", issued by {issuer} and not trusted here";
        return new(ProbeVerdict.Works, $"certificate of {subject} until {until}{trust}{(weakness is null ? "" : $", with {weakness}")}")
        {
            HasWeakCertificate = weakness is not null,
        };
    }

    private static string Name(string? name) => string.IsNullOrEmpty(name) ? "nobody" : name[..Math.Min(name.Length, LongestName)];
}
