using System.Globalization;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Drift.Aws;

/// <summary>Reads the fields of AWS rules, however they were written, into flows.</summary>
internal static class AwsRuleText
{
    /// <summary>The flows of one rule and one remote side.</summary>
    /// <exception cref="FormatException">A field cannot be understood.</exception>
    public static FlowRange Match(Direction direction, string? protocol, int? from, int? to, RemoteScope remote)
    {
        var protocols = Protocols(protocol);
        return new FlowRange(direction, protocols, remote, Ports(protocols, from, to));
    }

    /// <summary>The protocols of a text: a name, a number, or -1.</summary>
    /// <exception cref="FormatException">It is not a valid protocol.</exception>
    public static ProtocolRange Protocols(string? text) => text?.ToLowerInvariant() switch
    {
        null or "" => throw new FormatException("the protocol is missing"),
        "-1" or "all" => ProtocolRange.All,
        "tcp" => Protocol.Tcp,
        "udp" => Protocol.Udp,
        "icmp" => Protocol.Icmp,
        "icmpv6" => Protocol.IcmpV6,
        var number when byte.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) => new ProtocolRange(value),
        _ => throw new FormatException($"the protocol '{text}' is not known"),
    };

    /// <summary>A prefix or address; host bits are dropped as AWS itself does.</summary>
    /// <exception cref="FormatException">It is neither, or of the other family.</exception>
    public static RemoteScope Prefix(string text, AddressFamily family)
    {
        var prefix = LivePrefix.Parse(text);
        return prefix.Family == family ? prefix : throw new FormatException($"'{text}' is not a valid {family} prefix");
    }

    private static PortRange Ports(ProtocolRange protocols, int? from, int? to)
    {
        if (!protocols.HasPortsOrMessages) return PortRange.All;
        // AWS accepts icmpv6 without type and code, which means all.
        if (from is null && to is null && protocols == Protocol.IcmpV6) return PortRange.All;
        if (from is not { } first || to is not { } last)
            throw new FormatException(protocols.IsIcmp ? "the ICMP type or code is missing" : "FromPort or ToPort is missing");
        if (first == -1 && last == -1) return PortRange.All;
        if (protocols.IsIcmp)
        {
            return first is >= 0 and <= 255 && last is >= -1 and <= 255
                ? PortRange.ForIcmp(first, last)
                : throw new FormatException(
                    FormattableString.Invariant($"the ICMP type {first} with code {last} does not exist: both go from 0 to 255"));
        }

        if (first < 0 || last > PortRange.All.To)
            throw new FormatException(FormattableString.Invariant($"the ports {first}-{last} do not exist: a port goes from 0 to 65535"));
        return first <= last
            ? new PortRange(first, last)
            : throw new FormatException(FormattableString.Invariant($"the ports {first}-{last} are an inverted range"));
    }
}
