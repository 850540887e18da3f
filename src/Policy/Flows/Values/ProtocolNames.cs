using System.Globalization;

namespace Starface.Policy.Flows;

/// <summary>The names of protocols, as they are written in flows, tables, messages and JSON.</summary>
internal static class ProtocolNames
{
    private static readonly (Protocol Protocol, string Name)[] Table =
    [
        (Protocol.Tcp, "tcp"),
        (Protocol.Udp, "udp"),
        (Protocol.Icmp, "icmp"),
        (Protocol.IcmpV6, "icmpv6"),
        (Protocol.Esp, "esp"),
        (Protocol.Ah, "ah"),
        (Protocol.Any, "all"),
    ];

    /// <summary>All names, separated by commas.</summary>
    public static string List => string.Join(", ", Table.Select(entry => entry.Name));

    /// <summary>The name of a protocol, or its number where it has no name.</summary>
    public static string For(Protocol protocol) => Find(protocol) ?? ((int)protocol).ToString(CultureInfo.InvariantCulture);

    /// <summary>The name of a protocol, or null where it has none.</summary>
    public static string? Find(Protocol protocol)
    {
        foreach (var entry in Table)
        {
            if (entry.Protocol == protocol)
                return entry.Name;
        }

        return null;
    }

    /// <summary>Reads a name in lower case.</summary>
    public static bool TryParse(string? text, out Protocol protocol)
    {
        foreach (var entry in Table)
        {
            if (entry.Name == text)
            {
                protocol = entry.Protocol;
                return true;
            }
        }

        protocol = default;
        return false;
    }
}
