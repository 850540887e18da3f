using System.Net;
using System.Net.Sockets;

namespace Starface.Probes.Clients;

/// <summary>Addresses that one machine can have.</summary>
internal static class HostAddress
{
    /// <summary>The first octet from which on IPv4 addresses are those of groups, or reserved.</summary>
    private const int FirstMulticast = 224;

    /// <summary>Whether a machine can have an address: not where it means none, or a group.</summary>
    /// <param name="address">The address.</param>
    public static bool IsValid(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? address.GetAddressBytes()[0] is not 0 and < FirstMulticast
        : !address.Equals(IPAddress.IPv6Any) && !address.IsIPv6Multicast;
}
