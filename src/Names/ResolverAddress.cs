using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using DnsClient;

namespace Starface.Names;

/// <summary>The addresses of resolvers: those that a person names, and those of this machine.</summary>
internal static class ResolverAddress
{
    private const int Port = 53;

    /// <summary>The resolvers that this machine uses, in their order.</summary>
    public static ImmutableArray<IPEndPoint> OfMachine() =>
    [
        .. NameServer.ResolveNameServers(skipIPv6SiteLocal: true, fallbackToGooglePublicDns: false)
            .Select(server => IPEndPoint.Parse(server.ToString())).Distinct(),
    ];

    /// <summary>Reads an address, with a port where it is not 53: <c>192.0.2.53</c>, <c>2001:db8::53</c>, <c>[::1]:5353</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="resolver">The address.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPEndPoint? resolver)
    {
        if (!text.Contains("]:", StringComparison.Ordinal) && IPAddress.TryParse(text, out var address))
            resolver = new IPEndPoint(address, Port);
        else if (!IPEndPoint.TryParse(text, out resolver) || resolver.Port == 0) resolver = null;

        // To the system these are this machine.
        if (resolver is not null && (resolver.Address.Equals(IPAddress.Any) || resolver.Address.Equals(IPAddress.IPv6Any))) resolver = null;
        return resolver is not null;
    }

    /// <summary>The address as people write it.</summary>
    /// <param name="resolver">The address.</param>
    public static string Describe(IPEndPoint resolver) => resolver.Port == Port ? resolver.Address.ToString() : resolver.ToString();
}
