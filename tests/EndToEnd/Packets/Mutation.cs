using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Planning;

namespace Starface.EndToEnd.Packets;

/// <summary>
/// One change of a plan for <c>inbound tcp 203.0.113.16/28 443</c> and <c>outbound udp 203.0.113.16/28 123</c>, and a packet that shows it.
/// </summary>
/// <param name="Name">What is changed.</param>
/// <param name="Cloud">The cloud of the plan.</param>
/// <param name="Apply">Makes the change.</param>
/// <param name="Difference">What the proof has to say.</param>
internal sealed record Mutation(
    string Name, CloudTarget Cloud, Func<ImmutableArray<PlannedResource>, IReadOnlyList<PlannedResource>> Apply, string Difference)
{
    private const string Extra = "the policy forbids it, but it passed.";
    private const string Missing = "the policy permits it, but it was dropped.";

    public static ImmutableArray<Mutation> All { get; } =
    [
        new(
            "AWS: one port more",
            AwsTarget.Instance,
            Rule("Ingress", rule => With(rule, "toPort", 444)),
            $"inbound tcp 203.0.113.16 444: {Extra}"),
        new(
            "AWS: one bit of the network",
            AwsTarget.Instance,
            Rule("Ingress", rule => With(rule, "cidrIpv4", "203.0.113.0/28")),
            $"inbound tcp 203.0.113.16 443: {Missing}"),
        new(
            "AWS: one bit of the length",
            AwsTarget.Instance,
            Rule("Egress", rule => With(rule, "cidrIpv4", "203.0.113.16/29")),
            $"outbound udp 203.0.113.31 123: {Missing}"),
        new(
            "AWS: another protocol",
            AwsTarget.Instance,
            Rule("Egress", rule => With(rule, "ipProtocol", "tcp")),
            $"outbound tcp 203.0.113.31 123: {Extra}"),
        new(
            "Azure: another port",
            AzureTarget.Instance,
            Inline("in-tcp-443-v4", rule => With(rule, "destinationPortRange", "442")),
            $"inbound tcp 203.0.113.31 443: {Missing}"),
        new(
            "Azure: one bit of the length",
            AzureTarget.Instance,
            Inline("out-udp-123-v4", rule => With(rule, "destinationAddressPrefix", "203.0.113.0/27")),
            $"outbound udp 203.0.113.15 123: {Extra}"),
        new(
            "Azure: the deny before the allow",
            AzureTarget.Instance,
            Inline("in-deny-all", rule => With(rule, "priority", 100)),
            $"inbound tcp 203.0.113.16 443: {Missing}"),
        new(
            "Azure: the deny behind the default rules",
            AzureTarget.Instance,
            Inline("out-deny-all", rule => With(rule, "priority", 65400)),
            $"outbound tcp 0.0.0.0 1 and all up to outbound tcp 0.0.0.0 65535: {Extra}"),
        new(
            "Azure: deny in place of allow",
            AzureTarget.Instance,
            Inline("out-udp-123-v4", rule => With(rule, "access", "Deny")),
            $"outbound udp 203.0.113.31 123: {Missing}"),
    ];

    private static Func<ImmutableArray<PlannedResource>, IReadOnlyList<PlannedResource>> Rule(
        string direction, Func<PropertyMap, PropertyMap> change) => resources =>
    [
        .. resources.Select(
            resource => resource.Type.Contains(direction, StringComparison.Ordinal)
                ? With(resource, change(resource.Properties))
                : resource),
    ];

    private static Func<ImmutableArray<PlannedResource>, IReadOnlyList<PlannedResource>> Inline(
        string name, Func<PropertyMap, PropertyMap> change) => resources =>
    {
        var rules = resources[0].Properties.Maps("securityRules");
        var changed = rules.Single(rule => rule.Text("name") == name);
        return
        [
            With(
                resources[0],
                With(resources[0].Properties, "securityRules", new PropertyList([.. rules.Replace(changed, change(changed))]))),
        ];
    };

    private static PlannedResource With(PlannedResource resource, PropertyMap properties) =>
        new(resource.Type, resource.Name, properties, resource.Origins)
        {
            ImportId = resource.ImportId,
            IgnoreChanges = resource.IgnoreChanges,
        };

    private static PropertyMap With(PropertyMap map, string name, PropertyValue? value)
    {
        var copy = new PropertyMap();
        foreach (var entry in map) copy.Add(entry.Key, entry.Key == name ? value : entry.Value);
        return copy;
    }
}
