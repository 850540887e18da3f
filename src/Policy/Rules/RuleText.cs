using Starface.Policy.Flows;

namespace Starface.Policy;

/// <summary>How directions, protocols and ports are written in messages, tables, names and JSON.</summary>
internal static class RuleText
{
    private const int MostNames = 4;

    /// <summary>The direction in lower case: <c>inbound</c> or <c>outbound</c>.</summary>
    /// <param name="direction">The direction.</param>
    public static string Describe(Direction direction) => direction == Direction.Inbound ? "inbound" : "outbound";

    /// <summary>
    /// The protocol in lower case: <c>tcp</c>, <c>udp</c>, <c>icmp</c>, <c>icmpv6</c>, <c>esp</c>, <c>ah</c>, or <c>all</c>.
    /// </summary>
    /// <param name="protocol">The protocol.</param>
    public static string Describe(Protocol protocol) => ProtocolNames.For(protocol);

    /// <summary>Names in a sentence, of which the first stand for many.</summary>
    /// <param name="names">The names, the most important first.</param>
    public static string Few(IReadOnlyCollection<string> names) =>
        names.Count <= MostNames
            ? string.Join(", ", names)
            : FormattableString.Invariant($"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} more");

    /// <summary>The address family: <c>IPv4</c> or <c>IPv6</c>.</summary>
    /// <param name="family">The family.</param>
    public static string Describe(AddressFamily family) => family == AddressFamily.IPv4 ? "IPv4" : "IPv6";

    /// <summary>Whether a protocol has destination ports.</summary>
    /// <param name="protocol">The protocol.</param>
    public static bool HasPorts(Protocol protocol) => protocol is Protocol.Tcp or Protocol.Udp;

    /// <summary>Whether a protocol has ICMP types and codes.</summary>
    /// <param name="protocol">The protocol.</param>
    public static bool HasIcmpTypes(Protocol protocol) => protocol is Protocol.Icmp or Protocol.IcmpV6;

    /// <summary>The ports as people write them: <c>443</c>, <c>10000-20000</c>, <c>type 8</c>, <c>all</c>.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="ports">The ports, or ICMP types and codes.</param>
    public static string Ports(Protocol protocol, PortRange ports)
    {
        if (!HasIcmpTypes(protocol))
            return ports == PortRange.All ? "all" : ports.ToString();
        if (ports == PortRange.All || !ports.TryGetIcmp(out var type, out var code))
            return "all";
        return code < 0 ? FormattableString.Invariant($"type {type}") : FormattableString.Invariant($"type {type} code {code}");
    }
}
