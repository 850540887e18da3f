using System.Text.Json;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Cli.Tests.Support;

/// <summary>
/// What the clouds would permit, read from nothing but the JSON of planned resources, the way the clouds' own documentation describes it.
/// Shares no code with the planners or their readers.
/// </summary>
internal static class PropertyFlows
{
    private static readonly RemoteScope[] AnyAddress = [Prefix.Any(AddressFamily.IPv4), Prefix.Any(AddressFamily.IPv6)];

    public static FlowSet Of(JsonElement stack) => stack.GetProperty("cloud").GetString() == "aws" ? OfAws(stack) : OfAzure(stack);

    /// <summary>The flows that the JSON's own rules declare.</summary>
    public static FlowSet Declared(JsonElement stack) =>
        FlowSet.From(
            from rule in stack.GetProperty("rules").EnumerateArray()
            from peer in rule.GetProperty("peers").EnumerateArray()
            select new FlowRange(
                rule.GetProperty("direction").GetString() == "inbound" ? Direction.Inbound : Direction.Outbound,
                ProtocolRange.Parse(rule.GetProperty("protocol").GetString()!),
                Prefix.Parse(peer.GetString()!),
                rule.Number("fromPort") is { } first ? new PortRange(first, rule.GetProperty("toPort").GetInt32()) : PortRange.All));

    /// <summary>A security group permits the union of its rules and nothing else.</summary>
    private static FlowSet OfAws(JsonElement stack)
    {
        var groups = Resources(stack, "SecurityGroup").Select(group => $"${{{group.GetProperty("name").GetString()}.id}}").ToHashSet();
        return FlowSet.From(
            Resources(stack, "SecurityGroupIngressRule").Select(
                rule => OfAwsRule(Direction.Inbound, rule.GetProperty("properties"), groups))
                .Concat(
                    Resources(stack, "SecurityGroupEgressRule").Select(
                        rule => OfAwsRule(Direction.Outbound, rule.GetProperty("properties"), groups))));
    }

    private static FlowRange OfAwsRule(Direction direction, JsonElement rule, HashSet<string> groups)
    {
        Assert.Contains(rule.GetProperty("securityGroupId").GetString()!, groups);
        var prefix = rule.TryGetProperty("cidrIpv4", out var v4) ? v4 : rule.GetProperty("cidrIpv6");
        return new FlowRange(
            direction,
            ProtocolRange.Parse(rule.GetProperty("ipProtocol").GetString()!),
            Prefix.Parse(prefix.GetString()!),
            new PortRange(rule.GetProperty("fromPort").GetInt32(), rule.GetProperty("toPort").GetInt32()));
    }

    /// <summary>
    /// The rule with the lowest priority that matches decides. Of the default rules only those that allow can make a difference; the one
    /// for the virtual network counts here for every address, which is worse than it is.
    /// </summary>
    private static FlowSet OfAzure(JsonElement stack)
    {
        var rules = Resources(stack, "NetworkSecurityGroup")
            .SelectMany(group => group.GetProperty("properties").GetProperty("securityRules").EnumerateArray())
            .Select(
                rule => (
                    Priority: rule.GetProperty("priority").GetInt32(),
                    Allows: rule.GetProperty("access").GetString() == "Allow",
                    Flows: OfAzureRule(rule)))
            .Append((Priority: 65000, Allows: true, Flows: Everything(Direction.Inbound).Union(Everything(Direction.Outbound))))
            .OrderBy(rule => rule.Priority);
        var (permitted, decided) = (FlowSet.Empty, FlowSet.Empty);
        foreach (var (_, allows, flows) in rules)
        {
            if (allows) permitted = permitted.Union(flows.Except(decided));
            decided = decided.Union(flows);
        }

        return permitted;
    }

    private static FlowSet OfAzureRule(JsonElement rule)
    {
        var isInbound = rule.GetProperty("direction").GetString() == "Inbound";
        var side = isInbound ? "source" : "destination";
        var protocol = rule.GetProperty("protocol").GetString()!;
        var ports = rule.GetProperty("destinationPortRange").GetString()!;
        return FlowSet.From(Remotes(rule, side).Select(remote => new FlowRange(
            isInbound ? Direction.Inbound : Direction.Outbound,
            protocol == "*" ? ProtocolRange.All : ProtocolRange.Parse(protocol.ToLowerInvariant()),
            remote,
            ports == "*" ? PortRange.All : PortRange.Parse(ports))));
    }

    private static IEnumerable<RemoteScope> Remotes(JsonElement rule, string side)
    {
        if (rule.TryGetProperty(side + "AddressPrefixes", out var many))
            return many.EnumerateArray().Select(prefix => (RemoteScope)Prefix.Parse(prefix.GetString()!));
        var one = rule.GetProperty(side + "AddressPrefix").GetString()!;
        return one == "*" ? AnyAddress : [Prefix.Parse(one)];
    }

    private static FlowSet Everything(Direction direction) =>
        FlowSet.From(AnyAddress.Select(remote => new FlowRange(direction, ProtocolRange.All, remote)));

    private static IEnumerable<JsonElement> Resources(JsonElement stack, string type) =>
        stack.GetProperty("resources").EnumerateArray().Where(
            resource => resource.GetProperty("type").GetString()!.EndsWith(":" + type, StringComparison.Ordinal));
}
