using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Policy.Clouds.Aws;

/// <summary>
/// Reads the flows that AWS resources permit, from nothing but their properties: groups permit the union of their rules.
/// Written apart from the planner, so that an error there shows.
/// </summary>
internal static class AwsPlanReader
{
    /// <summary>The flows permitted by the rules among some resources.</summary>
    /// <param name="resources">The resources of one instance.</param>
    /// <exception cref="FormatException">A rule has properties that AWS would refuse.</exception>
    public static FlowSet Flows(IEnumerable<PlannedResource> resources) => Flows(Ranges([.. resources]));

    /// <summary>The flows of ranges that were read.</summary>
    internal static FlowSet Flows(IEnumerable<PlannedRange> ranges) => FlowSet.From(Only(ranges));

    /// <summary>The ranges of flows of each rule: several where it refers to a prefix list of the plan.</summary>
    internal static ImmutableArray<PlannedRange> Ranges(ImmutableArray<PlannedResource> resources)
    {
        var lists = ListsOf(resources);
        var ranges = ImmutableArray.CreateBuilder<PlannedRange>(resources.Length);
        foreach (var resource in resources)
        {
            if (resource.Type is AwsTypes.IngressRule or AwsTypes.EgressRule) Read(resource, lists, ranges);
        }

        return ranges.ToImmutable();
    }

    private static IEnumerable<FlowRange> Only(IEnumerable<PlannedRange> ranges)
    {
        foreach (var read in ranges) yield return read.Range;
    }

    private static Dictionary<string, Prefix[]> ListsOf(ImmutableArray<PlannedResource> resources) =>
        resources
            .Where(resource => resource.Type == AwsTypes.PrefixList)
            .ToDictionary(resource => resource.Name, EntriesOf, StringComparer.Ordinal);

    private static void Read(PlannedResource rule, Dictionary<string, Prefix[]> lists, ImmutableArray<PlannedRange>.Builder ranges)
    {
        var direction = rule.Type == AwsTypes.IngressRule ? Direction.Inbound : Direction.Outbound;
        var properties = rule.Properties;
        var protocol = ProtocolOf(properties.Text("ipProtocol"), rule.Name);
        var ports = PortsOf(protocol, properties, rule.Name);
        var remote = RemoteOf(properties, rule.Name);
        if (remote is { Key: "prefixListId", Value: PropertyReference list } && lists.TryGetValue(list.Resource, out var entries))
        {
            foreach (var entry in entries) Add(entry);
        }
        else
        {
            Add(ScopeOf(remote, rule.Name));
        }

        void Add(RemoteScope scope) => ranges.Add(new PlannedRange(rule, new FlowRange(direction, protocol, scope, ports)));
    }

    private static Prefix[] EntriesOf(PlannedResource list)
    {
        Prefix[] entries = [.. list.Properties.Maps("entries").Select(entry => Prefix.Parse(entry.Text("cidr") ?? ""))];
        var family = list.Properties.Text("addressFamily");
        if (entries.Length > list.Properties.Number("maxEntries") || entries.Any(entry => entry.Family.ToString() != family))
            throw new FormatException($"Prefix list '{list.Name}' has more entries than maxEntries, or entries of another family.");
        return entries;
    }

    private static Protocol ProtocolOf(string? text, string name) => text switch
    {
        "-1" => Protocol.Any,
        "tcp" => Protocol.Tcp,
        "udp" => Protocol.Udp,
        "icmp" => Protocol.Icmp,
        "icmpv6" => Protocol.IcmpV6,
        "50" => Protocol.Esp,
        "51" => Protocol.Ah,
        _ => throw new FormatException($"Rule '{name}' has the protocol '{text}', which plans do not use."),
    };

    /// <summary>The one property that names the remote side.</summary>
    private static KeyValuePair<string, PropertyValue> RemoteOf(PropertyMap properties, string name)
    {
        var (count, given) = (0, default(KeyValuePair<string, PropertyValue>));
        foreach (var property in properties.Entries)
        {
            if (property.Key is not ("cidrIpv4" or "cidrIpv6" or "prefixListId" or "referencedSecurityGroupId")) continue;
            given = property;
            count++;
        }

        return count == 1 ? given : throw new FormatException(
            $"Rule '{name}' must have exactly one of cidrIpv4, cidrIpv6, prefixListId, referencedSecurityGroupId.");
    }

    private static RemoteScope ScopeOf(KeyValuePair<string, PropertyValue> remote, string name) => (remote.Key, remote.Value) switch
    {
        ("cidrIpv4" or "cidrIpv6", PropertyText text) => Prefix.Parse(text.Value),
        ("prefixListId", PropertyInput input) => Peer.PrefixListInput(input.Name, 1).Scope,
        ("referencedSecurityGroupId", PropertyInput input) => Peer.SecurityGroupInput(input.Name).Scope,
        (_, PropertyText text) => RemoteScope.OfGroup(text.Value),
        var (kind, value) => throw new FormatException($"Rule '{name}' has {kind} '{value}', which plans do not use."),
    };

    private static PortRange PortsOf(Protocol protocol, PropertyMap properties, string name)
    {
        var from = properties.Number("fromPort");
        var to = properties.Number("toPort");
        if (protocol is Protocol.Any or Protocol.Esp or Protocol.Ah)
        {
            return from is null && to is null
                ? PortRange.All
                : throw new FormatException($"Rule '{name}' has ports, which its protocol does not take.");
        }
        if (from is not { } first || to is not { } last)
            throw new FormatException($"Rule '{name}' lacks fromPort or toPort.");
        return protocol is Protocol.Icmp or Protocol.IcmpV6 ? PortRange.ForIcmp(first, last) : new PortRange(first, last);
    }
}
