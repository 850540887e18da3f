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
        try
        {
            if (protocols.IsIcmp)
            {
                // AWS accepts icmpv6 without type and code, which means all.
                if (from is null && to is null && protocols == Protocol.IcmpV6) return PortRange.All;
                return from is { } type && to is { } code
                    ? PortRange.ForIcmp(type, code)
                    : throw new FormatException("the ICMP type or code is missing");
            }

            if (from is not { } first || to is not { } last) throw new FormatException("FromPort or ToPort is missing");
            return first == -1 && last == -1 ? PortRange.All : new PortRange(first, last);
        }
        catch (ArgumentOutOfRangeException outside)
        {
            var reason = outside.Message.Split('\n', '(')[0].Trim().TrimEnd('.');
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"the ports {from}-{to} do not exist: {reason}"));
        }
    }
}
