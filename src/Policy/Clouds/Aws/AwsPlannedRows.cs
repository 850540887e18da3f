using System.Collections.Immutable;
using System.Globalization;
using Starface.Policy.Planning;

namespace Starface.Policy.Clouds.Aws;

/// <summary>Reads planned rule resources, from their properties, as rows of a table.</summary>
internal static class AwsPlannedRows
{
    private static readonly string[] Sides = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];

    public static IEnumerable<PlannedRow> Read(ImmutableArray<PlannedResource> resources)
    {
        foreach (var resource in resources)
        {
            if (resource.Type == AwsTypes.IngressRule) yield return Read(resource, Direction.Inbound);
            else if (resource.Type == AwsTypes.EgressRule) yield return Read(resource, Direction.Outbound);
        }
    }

    private static PlannedRow Read(PlannedResource resource, Direction direction)
    {
        var properties = resource.Properties;
        var protocol = properties.Text("ipProtocol") switch
        {
            null or "-1" => PlannedRow.All,
            "50" => RuleText.Describe(Protocol.Esp),
            "51" => RuleText.Describe(Protocol.Ah),
            var other => other,
        };
        var peers = ImmutableArray.CreateBuilder<string>(1);
        foreach (var side in Sides)
        {
            if (PeerText(properties[side]) is { } peer) peers.Add(peer);
        }

        return new PlannedRow(
            resource.Name,
            direction,
            protocol,
            Ports(protocol, properties.Number("fromPort"), properties.Number("toPort")),
            IsAllowed: true,
            peers.DrainToImmutable(),
            resource.Origins,
            Description: null);
    }

    private static string Ports(string protocol, int? from, int? to)
    {
        if (from is not { } first || to is not { } last || first < 0) return PlannedRow.All;
        if (protocol is "icmp" or "icmpv6")
            return last < 0 ? FormattableString.Invariant($"type {first}") : FormattableString.Invariant($"type {first} code {last}");
        if (first == 0 && last == 65535) return PlannedRow.All;
        return first == last ? first.ToString(CultureInfo.InvariantCulture) : FormattableString.Invariant($"{first}-{last}");
    }

    private static string? PeerText(PropertyValue? side) => side switch
    {
        PropertyText { Value: var text } => text,
        PropertyReference reference => reference.Resource,
        PropertyInput input => input.Name,
        _ => null,
    };
}
