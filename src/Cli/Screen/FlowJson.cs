using System.Text.Json;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Cli.Screen;

/// <summary>Writes flows: direction, protocol, remote side and ports, with null where a protocol has none.</summary>
internal static class FlowJson
{
    /// <summary>Writes the ranges of a set, a minimal cover in canonical order.</summary>
    public static void Write(Utf8JsonWriter json, string name, FlowSet flows)
    {
        json.WriteStartArray(name);
        foreach (var range in flows.Ranges())
        {
            json.WriteStartObject();
            WriteMembers(json, range);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the members of one range.</summary>
    public static void WriteMembers(Utf8JsonWriter json, FlowRange range)
    {
        json.WriteString("direction", RuleText.Of(range.Direction));
        json.WriteString("protocol", range.Protocols.ToString());
        json.WriteString("remote", range.Remote.Group ?? range.Remote.ToString());
        var hasPorts = range.Protocols.HasPortsOrMessages && !range.Protocols.IsIcmp;
        RuleJson.WriteNumber(json, "fromPort", hasPorts ? range.Ports.From : null);
        RuleJson.WriteNumber(json, "toPort", hasPorts ? range.Ports.To : null);
        if (!range.Protocols.IsIcmp || !range.Ports.TryGetIcmp(out var type, out var code)) return;
        RuleJson.WriteNumber(json, "icmpType", type < 0 ? null : type);
        RuleJson.WriteNumber(json, "icmpCode", code < 0 ? null : code);
    }
}
