using System.Globalization;
using System.Text.Json;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Drift.Output;

/// <summary>Writes flows and remote sides, in the one shape that every command has for them. docs/json.md describes it.</summary>
internal static class FlowJson
{
    private const string TagMark = "tag:";

    /// <summary>Writes a set of flows as ranges that cover it, in canonical order.</summary>
    public static void WriteFlows(this Utf8JsonWriter json, string name, FlowSet flows) =>
        json.WriteObjects(name, flows.Ranges(), range => WriteFlowMembers(json, range));

    /// <summary>Writes a flow, or a range of them, as one object.</summary>
    public static void WriteFlow(this Utf8JsonWriter json, string name, FlowRange range)
    {
        json.WriteStartObject(name);
        WriteFlowMembers(json, range);
        json.WriteEndObject();
    }

    /// <summary>
    /// Writes direction, protocol and what the protocol has: the ports of TCP and UDP, or the messages of ICMP.
    /// </summary>
    public static void WriteTraffic(this Utf8JsonWriter json, Direction direction, ProtocolRange protocols, PortRange ports)
    {
        json.WriteString("direction", RuleText.Describe(direction));
        json.WriteString("protocol", protocols.ToString());
        if (protocols.IsIcmp)
        {
            WriteMessages(json, ports);
        }
        else if (protocols.HasPortsOrMessages)
        {
            json.WriteNumber("fromPort", ports.From);
            json.WriteNumber("toPort", ports.To);
        }
    }

    /// <summary>
    /// A remote side as a stack's <c>peers</c> accept it: <c>203.0.113.0/24</c>, <c>sg-…</c>, <c>pl-…</c>, <c>tag:Internet</c>, or the
    /// resource id of an application security group. Addresses that are not one prefix are <c>FIRST-LAST</c>.
    /// </summary>
    /// <param name="remote">The remote side.</param>
    public static string RemoteText(RemoteScope remote) => remote switch
    {
        { Group: null } => remote.ToString(),
        { Group: var group } when IsServiceTag(group) => TagMark + group,
        { Group: var group } => group,
    };

    /// <summary>Reads a flow, or a range of them.</summary>
    /// <exception cref="FormatException">The object is not a flow.</exception>
    public static FlowRange Read(JsonElement flow) => new(
        flow.Text("direction") switch
        {
            "inbound" => Direction.Inbound,
            "outbound" => Direction.Outbound,
            var other => throw new FormatException($"'{other}' is not a direction."),
        },
        ProtocolRange.Parse(flow.Text("protocol")),
        RemoteOf(flow.Text("remote")),
        PortsOf(flow));

    private static RemoteScope RemoteOf(string text) =>
        text.StartsWith(TagMark, StringComparison.Ordinal) ? RemoteScope.OfGroup(text[TagMark.Length..])
        : RemoteScope.TryParse(text, out var remote, out _) ? remote
        : RemoteScope.OfGroup(text);

    private static PortRange PortsOf(JsonElement flow)
    {
        if (flow.OptionalNumber("fromPort") is { } from) return new PortRange(from, flow.GetProperty("toPort").GetInt32());
        if (flow.OptionalText("fromIcmp") is { } first) return new PortRange(NumberOf(first), NumberOf(flow.Text("toIcmp")));
        return flow.OptionalNumber("icmpType") is { } type
            ? PortRange.ForIcmp(type, flow.OptionalNumber("icmpCode") ?? -1)
            : PortRange.All;
    }

    private static int NumberOf(string message)
    {
        var slash = message.IndexOf('/', StringComparison.Ordinal);
        return (int.Parse(message.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture) * 256)
            + int.Parse(message.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>Nothing for every message, numbers for one type or one code of it, else the first and the last message.</summary>
    private static void WriteMessages(Utf8JsonWriter json, PortRange messages)
    {
        if (messages.TryGetIcmp(out var type, out var code))
        {
            json.WriteOptional("icmpType", type < 0 ? null : type);
            json.WriteOptional("icmpCode", code < 0 ? null : code);
            return;
        }

        json.WriteString("fromIcmp", Message(messages.From));
        json.WriteString("toIcmp", Message(messages.To));

        static string Message(int number) => FormattableString.Invariant($"{number / 256}/{number % 256}");
    }

    private static void WriteFlowMembers(Utf8JsonWriter json, FlowRange range)
    {
        json.WriteTraffic(range.Direction, range.Protocols, range.Ports);
        json.WriteString("remote", RemoteText(range.Remote));
    }

    /// <summary>Ids of other groups have a known prefix, a slash (an account, a resource id) or a colon (an input of a program).</summary>
    private static bool IsServiceTag(string group) =>
        !group.Contains('/', StringComparison.Ordinal)
        && !group.Contains(':', StringComparison.Ordinal)
        && !group.StartsWith("sg-", StringComparison.Ordinal)
        && !group.StartsWith("pl-", StringComparison.Ordinal);
}
