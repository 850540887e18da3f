using System.Text.Json;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Cli.Screen;

/// <summary>Writes the parts that several commands share: rules, ports, origins, findings.</summary>
internal static class RuleJson
{
    /// <summary>Writes a list of rules.</summary>
    public static void WriteRules(Utf8JsonWriter json, string name, IEnumerable<Rule> rules)
    {
        json.WriteStartArray(name);
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            WriteFlowKey(json, rule.Direction, rule.Protocol, rule.Ports);
            WriteTexts(json, "peers", rule.Peers.Select(peer => peer.Peer.ToString()));
            WriteOrigins(json, "origins", rule.Origins, rule);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes direction, protocol and ports. Protocols without ports have null there; ICMP has its type and code beside.</summary>
    public static void WriteFlowKey(Utf8JsonWriter json, Direction direction, Protocol protocol, PortRange ports)
    {
        json.WriteString("direction", RuleText.Of(direction));
        json.WriteString("protocol", RuleText.Of(protocol));
        WriteNumber(json, "fromPort", RuleText.HasPorts(protocol) ? ports.From : null);
        WriteNumber(json, "toPort", RuleText.HasPorts(protocol) ? ports.To : null);
        if (!RuleText.HasIcmpTypes(protocol) || !ports.TryGetIcmp(out var type, out var code)) return;
        WriteNumber(json, "icmpType", type < 0 ? null : type);
        WriteNumber(json, "icmpCode", code < 0 ? null : code);
    }

    /// <summary>Writes a list of origins; of a rule's origins also the peers that each one asks for.</summary>
    public static void WriteOrigins(Utf8JsonWriter json, string name, IEnumerable<Origin> origins, Rule? rule = null)
    {
        json.WriteStartArray(name);
        foreach (var origin in origins)
        {
            json.WriteStartObject();
            json.WriteString("service", origin.Service);
            json.WriteString("source", origin.Source);
            json.WriteString("peerGroup", origin.PeerGroup);
            json.WriteString("host", origin.Host);
            json.WriteString("basis", BasisText(origin.Basis));
            json.WriteString("because", origin.Because);
            json.WriteBoolean("neverCut", origin.NeverCut);
            if (rule is not null) WriteTexts(json, "peers", rule.Peers.Where(peer => peer.Origins.Contains(origin)).Select(peer => peer.Peer.ToString()));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a list of texts.</summary>
    public static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>Writes a number or null.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } value) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    /// <summary>How sure a requirement is, in lower case.</summary>
    public static string BasisText(Basis basis) => basis == Basis.Stated ? "stated" : "inferred";

    /// <summary>How grave a finding is, in lower case.</summary>
    public static string SeverityText(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };
}
