using System.Text.Json;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Cli.Tests.Contract;

/// <summary>
/// Reads flows, rules and problems out of the JSON of any command, without knowing which command wrote it: an object with a remote side is
/// a flow, one with peers and origins a rule, one with a severity a problem.
/// </summary>
internal sealed class OutputReader
{
    private OutputReader(JsonElement root) => Read(root);

    public List<FlowRange> Flows { get; } = [];

    public List<Problem> Problems { get; } = [];

    /// <summary>Reads everything there is.</summary>
    /// <exception cref="FormatException">A flow, rule or problem is not in the form of the contract.</exception>
    public static OutputReader From(JsonElement root) => new(root);

    /// <summary>A remote side: what a stack's peers accept, a prefix list without its weight, or a run of addresses.</summary>
    public static RemoteScope RemoteOf(string text) =>
        text.StartsWith("pl-", StringComparison.Ordinal) ? Peer.PrefixList(text, 1).Scope
        : Peer.TryParse(text, out var peer, out _) ? peer.Scope
        : RemoteScope.Parse(text);

    private void Read(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) Read(item);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty("remote", out var remote)) Flows.Add(FlowOf(element, remote.GetString()!));
            if (element.TryGetProperty("severity", out _)) Problems.Add(ProblemOf(element));
            if (element.TryGetProperty("ruleset", out _)) return;
            foreach (var member in element.EnumerateObject())
            {
                // Properties of a resource are the provider's, and tags the operator's.
                if (member.Name is not ("properties" or "tags") || member.Value.ValueKind == JsonValueKind.Array) Read(member.Value);
            }

            if (element.TryGetProperty("protocol", out _)
                && element.TryGetProperty("origins", out var origins)
                && origins.EnumerateArray().Any(IsOfRule))
                Flows.AddRange(element.GetProperty("peers").EnumerateArray().Select(peer => FlowOf(element, peer.GetString()!)));
        }
    }

    /// <summary>
    /// Origins of rules name the peers they ask for; those of a policy's table cannot, since its peers are groups and hosts.
    /// </summary>
    private static bool IsOfRule(JsonElement origin) => origin.TryGetProperty("peers", out _);

    private static FlowRange FlowOf(JsonElement element, string remote)
    {
        var direction = element.GetProperty("direction").GetString() switch
        {
            "inbound" => Direction.Inbound,
            "outbound" => Direction.Outbound,
            var other => throw new FormatException($"'{other}' is not a direction."),
        };
        return new FlowRange(
            direction, ProtocolRange.Parse(element.GetProperty("protocol").GetString()!), RemoteOf(remote), PortsOf(element));
    }

    private static PortRange PortsOf(JsonElement element)
    {
        if (element.TryGetProperty("fromPort", out var from))
            return new PortRange(from.GetInt32(), element.GetProperty("toPort").GetInt32());
        if (element.TryGetProperty("fromIcmp", out var first)) return new PortRange(Message(first), Message(element.GetProperty("toIcmp")));
        if (!element.TryGetProperty("icmpType", out var type)) return PortRange.All;
        return PortRange.ForIcmp(type.GetInt32(), element.TryGetProperty("icmpCode", out var code) ? code.GetInt32() : -1);
    }

    private static int Message(JsonElement text)
    {
        var parts = text.GetString()!.Split('/');
        return (int.Parse(parts[0], null) * 256) + int.Parse(parts[1], null);
    }

    private static Problem ProblemOf(JsonElement element)
    {
        var severity = element.GetProperty("severity").GetString() switch
        {
            "info" => Severity.Info,
            "warning" => Severity.Warning,
            "error" => Severity.Error,
            var other => throw new FormatException($"'{other}' is not a severity."),
        };
        Place? place = null;
        if (element.TryGetProperty("place", out var at))
        {
            place = new Place
            {
                File = at.TryGetProperty("file", out var file) ? file.GetString() : null,
                Line = at.TryGetProperty("line", out var line) ? line.GetInt32() : null,
                Column = at.TryGetProperty("column", out var column) ? column.GetInt32() : null,
                Source = at.TryGetProperty("source", out var source) ? source.GetString() : null,
                Key = at.TryGetProperty("key", out var key) ? key.GetString() : null,
            };
        }

        return new Problem(element.GetProperty("id").GetString()!, severity, element.GetProperty("message").GetString()!)
        {
            Place = place,
            Fix = element.TryGetProperty("fix", out var fix) ? fix.GetString() : null,
        };
    }
}
